"""What can be odd about a record: every flag of `quality.flags`, and what it says."""

from collections.abc import Mapping

FLAGS: Mapping[str, str] = {
    "no-title": "no title was found",
    "no-date": "no date of publication was found, or none that can be",
    "date-rejected": "there is a date, but it cannot be the article's: `published.method` says why",
    "no-year": "the date of publication is printed without a year, and nothing in the capture proves one",
    "dates-differ": "another place of the capture gives another day of publication, one that can be",
    "no-publisher": "nothing names the publisher",
    "authors-cut": "more authors are named than are kept",
    "short": "a text of less than 80 words: a brief, or one cut off",
    "truncated": "the text ends as one does that goes on elsewhere",
    "repeated-paragraphs": "a paragraph stands in the text twice",
    "template-residue": "the text holds a template's placeholder that was never filled in",
    "mixed-language": "a good part of the text is in another language",
    "unknown-language": "the text's language could not be told",
    "template-inside": "what recurs on the site was taken from the midst of the text, or from its opening",
    "doubtful-text": "the text itself is doubtful: `quality.score` is below 0.8",
    "json-ld-unread": "JSON-LD of the page is longer or deeper than is read, or is broken beyond a safe repair",
    "json-ld-repeats": "an object of its JSON-LD gives one field two values: the last counts, as in a browser",
    "invalid-bytes": "the capture holds bytes that its encoding does not have",
    "replacement-characters": "the capture holds the sign for characters that were lost before",
    "control-characters": "control characters were taken out",
    "c1-controls": "controls that stand for characters of Windows were read as those",
    "bidi-controls": "marks that turn the direction of text were taken out",
    "zero-width": "characters without width were taken out",
    "no-characters": "code points that are no characters were replaced",
    "stacked-marks": "accents stacked higher than any spelling needs were cut off",
    "attributes-dropped": "the attributes of a tag that has thousands were dropped",
    "deep-nesting": "the page nests too deeply for a tree: its text is read, its markup is not",
    "unclosed-comment": "a comment that never ends was opened up",
    "unclosed-title": "a `<title>` that never ends was opened up",
    "unclosed-script": "a `<script>` that never ends was opened up",
    "unclosed-style": "a `<style>` that never ends was opened up",
    "unclosed-textarea": "a `<textarea>` that never ends was opened up",
}
"""In the order they are judged of an article; then those of its markup and of the capture's repairs."""
