"""Templates, suggested milestones, calendars, forecasts, and a contract as a text. Pure: needs the core alone."""
