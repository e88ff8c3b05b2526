import { expect, it } from 'vitest';
import { checkSeed } from './check-seed.ts';

/** Every seed that ever failed, with what was wrong. A seed that fails from now on gets a line here. */
const failedOnce: readonly [seed: number, wrong: string][] = [
  [6, 'a drain after a restored snapshot took the pods of a node in another order'],
  [19, 'two ReplicaSets made their pods in another order after a restored snapshot'],
  [39, 'evictions after a restored snapshot came in another order'],
  [48, 'the disruption controller looked again at the very moment, for ever, at which an eviction was not yet overdue'],
  [22, 'the mirror of a static pod that was stopped was Succeeded, then Running again'],
  [68, 'a DaemonSet that surges never looked again when its new pod had been ready for long enough'],
  [119, 'a pod deleted before it ran stayed Pending, so its Job never let go of it'],
  [281, 'a Job whose next pod a quota refused did not let go of a finished one'],
  [30_054, 'a DaemonSet that surges made a refused pod anew every 15 ms on a node whose disk was full'],
  [10_039, 'the same, on a control-plane machine that ran out of process ids'],
  [10_057, 'the same, on a worker that ran out of process ids'],
  [500_578, 'the finalizer that a CustomResourceDefinition gets by itself was refused for having no domain'],
  [400_141, 'a pod that a lost node could not confirm as deleted counted against its quota (here: in the invariant)'],
  [500_769, 'a mirror pod that the node controller marked NotReady, as its node was not ready yet, stayed so for ever'],
  [1_041_031, 'a new node had the addresses of one that had gone before its pods were collected (here: in the invariant)'],
  [2_000_001, 'requests of a class came from another of its pods after a restored snapshot'],
  [501_128, 'a StatefulSet also counts a failed pod that is not made anew, since the one before it waits for room (here: in the expectation)'],
  [2_202_699, 'a ReplicaSet that a quota had refused waited out its back-off after another had made room (here: in the expectation)'],
  [2_300_998, 'a ReplicaSet with minReadySeconds and a Service went through all pods that a full node had refused, for each of them'],
  [4_000_156, 'a controller-manager that had started anew gave the addresses of a deleted node away while its pods still stood in a slice (here: in the invariant)'],
  [4_000_465, 'a node was to be uncordoned while no API server answered (here: in the story)'],
  [10_000_051, 'a follower with a slow disk was sent what it lacked again with each heartbeat, ever more at once'],
  [10_000_127, 'a disk was made in one zone while no node was known, and its volume said that it could be reached from another'],
  [10_000_160, 'the attacher\'s own report of a refusal made it ask again, two hundred times a second'],
  [10_000_200, 'a group that the account\'s quota keeps small did not count as settled (here: in the expectation)'],
  [10_000_213, 'the node of an instance that could be terminated only later stayed for ever'],
  [10_000_355, 'a stopped instance ran again though others had taken its vCPUs of the quota'],
  [10_000_758, 'a node whose instance went before the cloud had told of it stayed for ever, and was asked about six times a second'],
  [12_000_016, 'a claim that a pod holds on to did not count as settled (here: in the expectation)'],
  [12_000_048, 'a pod whose claim was deleted before it was mounted waits for ever (here: in the expectation)'],
  [12_000_069, 'a cloud-controller-manager that had started anew left the mark of a stopped instance on a node that was ready again'],
  [12_000_133, 'a CSINode was written although no API server answered'],
];

/** The longest of these lives takes a quarter of a minute of processor time, and a busy machine has others to serve. */
const lifeLimitMs = 180_000;

it.each(failedOnce)('seed %i: %s', (seed) => {
  expect(checkSeed(seed).violations, `npm run soak -- --seed ${seed}`).toEqual([]);
}, lifeLimitMs);
