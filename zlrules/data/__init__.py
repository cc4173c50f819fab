"""What is known: tables read from files, checked, and brought into one form each."""
