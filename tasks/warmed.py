"""What the process imports that worker processes are forked from: they start with all that a page needs."""

from tasks.warming import warm

warm()
