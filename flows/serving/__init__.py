"""What keeps runs coming: servers, deployments, schedules, watched folders, and the runs that were missed or lost."""
