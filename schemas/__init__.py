"""The typed model passed along the pipeline, the outcomes, the errors and the stored form."""
