"""The desist command."""
