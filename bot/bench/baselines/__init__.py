"""Bots that others would write, to be measured beside ours."""
