"""What a person can ask for, one file per command. Only these print; the exit code is theirs to return."""
