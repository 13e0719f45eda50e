"""flowdump as its users meet it: messages, files, pipes, terminals."""
