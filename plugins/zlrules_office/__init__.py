"""Reports in Word, Excel and PDF."""
