"""What pandas, DuckDB and pyarrow read in what flowdump wrote."""
