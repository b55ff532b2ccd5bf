"""TextArena's Secret Mafia with trivial players: prints turns per second over the given seconds.

Talk is a constant line, votes are uniform; the environment is made as its registry makes it by default.
"""
import contextlib
import io
import random
import sys
import time

with contextlib.redirect_stdout(io.StringIO()):
    import textarena

seconds, players = float(sys.argv[1]), int(sys.argv[2])
turns = games = 0
start = time.perf_counter()
while time.perf_counter() - start < seconds:
    env = textarena.make("SecretMafia-v0")
    env.reset(num_players=players, seed=games)
    done = False
    while not done:
        env.get_observation()
        talk = random.random() < 0.5
        done, _ = env.step("hello all" if talk else f"[{random.randrange(players)}]")
        turns += 1
    env.close()
    games += 1
print(turns / (time.perf_counter() - start))
