"""What rules share of how clauses are built: word classes, clauses, copies, lawful doubling."""
