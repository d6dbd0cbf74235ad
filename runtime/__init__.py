"""What every process shares: settings, clock, database, wiring; and what starts and checks them."""
