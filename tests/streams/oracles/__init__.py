"""streamdump beside tshark's follow and tcpflow: what each makes of the same capture."""
