"""The command line: each verb parses, calls one service and renders once."""
