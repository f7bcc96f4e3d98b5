"""What several views share: charts, chains, facets, times, the form."""
