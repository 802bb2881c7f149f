"""A small fictional borough to strike at."""
import subprocess


def demo(kith, place, years="0.05"):
    subprocess.run([kith, "demo", *place, "--years", years], check=True, stdout=subprocess.DEVNULL)
