"""What the tests of tests/python and tests/tools share: the program, the captures, its tables."""
