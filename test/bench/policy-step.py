"""Times a training step of the policy network in PyTorch on the CPU: the same sizes, products and loss
as policy-child.ts. Arguments: sizes as JSON, threads. Prints the tenth percentile, in milliseconds."""

import json
import math
import sys
import time

import torch
from torch.nn import functional as F

size = json.loads(sys.argv[1])
torch.set_num_threads(int(sys.argv[2]))
B, E, C, H, KEY = size["rows"], size["entries"], size["options"], size["hidden"], 8
torch.manual_seed(0)


def weight(rows, columns):
    return torch.nn.Parameter(0.05 * torch.randn(rows, columns))


w = {
    "features": weight(size["features"], H), "features.bias": weight(1, H),
    "history": weight(size["entry"], H), "history.bias": weight(1, H), "history.query": weight(H, H),
    "state": weight(2 * H + size["chosen"], H), "state.bias": weight(1, H),
    "act.state": weight(H, H), "act.bias": weight(1, H), "act.option": weight(size["act"], H),
    "act.out": weight(H, 1), "act.query": weight(H, KEY), "act.key": weight(size["act"], KEY),
    "value": weight(H + size["truth"], H), "value.bias": weight(1, H),
    "value.out": weight(H, 1), "value.out.bias": weight(1, 1),
}
features, history = torch.randn(B, size["features"]), torch.randn(B * E, size["entry"])
chosen, options = torch.randn(B, size["chosen"]), torch.randn(B * C, size["act"])
truth, advantage = torch.randn(B, size["truth"]), torch.randn(B)


def step(optimizer):
    now = F.relu(features @ w["features"] + w["features.bias"])
    past = F.relu(history @ w["history"] + w["history.bias"]).view(B, E, H)
    query = (now @ w["history.query"]).view(B, 1, H)
    attention = torch.softmax((past * query).sum(-1) / math.sqrt(H), -1)
    context = (past * attention.view(B, E, 1)).sum(1)
    state = F.relu(torch.cat([now, context, chosen], 1) @ w["state"] + w["state.bias"])
    start = (state @ w["act.state"] + w["act.bias"]).view(B, 1, H)
    met = F.relu((options @ w["act.option"]).view(B, C, H) + start)
    summed = (met.view(B * C, H) @ w["act.out"]).view(B, C)
    match = ((options @ w["act.key"]).view(B, C, KEY) * (state @ w["act.query"]).view(B, 1, KEY)).sum(-1)
    log_all = F.log_softmax(summed + match, -1)
    ratio = torch.exp(log_all[:, 0] + math.log(C))
    policy = -torch.minimum(ratio * advantage, ratio.clamp(0.8, 1.2) * advantage).mean()
    hidden = F.relu(torch.cat([state, truth], 1) @ w["value"] + w["value.bias"])
    value = (((hidden @ w["value.out"] + w["value.out.bias"]).view(B) - advantage) ** 2).mean()
    entropy = -(log_all.exp() * log_all).sum(-1).mean()
    loss = policy + 0.5 * value - 0.01 * entropy
    optimizer.zero_grad()
    loss.backward()
    norm = torch.nn.utils.clip_grad_norm_(w.values(), 0.5)
    optimizer.step()
    return loss.item() + norm.item()


adam = torch.optim.Adam(w.values(), lr=1e-3, eps=1e-5)
for _ in range(3):
    step(adam)
times, until = [], time.perf_counter() + 1.5
while len(times) < 3 or time.perf_counter() < until:
    begun = time.perf_counter()
    step(adam)
    times.append(1000 * (time.perf_counter() - begun))
print(sorted(times)[len(times) // 10])
