"""The subcommands of `copytaster`: each parses, calls and prints."""
