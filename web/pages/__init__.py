"""The pages that people see: the job, booking without JavaScript, an interview, the feed."""
