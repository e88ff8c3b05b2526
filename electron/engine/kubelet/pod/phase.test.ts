import { expect, test } from 'vitest';
import type { ContainerStatus, Pod, PodPhase, PodSpec } from '../../../../shared/kubernetes/types/pod.ts';
import { makePod } from '../../testing/builders.ts';
import { podPhase } from './phase.ts';

/** running, waiting, ok (ended 0), bad (ended 1), backoff (waiting after an end). */
type Word = 'running' | 'waiting' | 'ok' | 'bad' | 'backoff';

function status(word: Word, index: number): ContainerStatus {
  const ended = (exitCode: number): { terminated: { exitCode: number } } => ({ terminated: { exitCode } });
  const states = {
    running: { state: { running: {} } }, waiting: { state: { waiting: {} } }, ok: { state: ended(0) }, bad: { state: ended(1) },
    backoff: { state: { waiting: {} }, lastState: ended(1) },
  };
  const running = word === 'running';
  return { name: `c${index}`, ready: running, started: running, restartCount: 0, image: '', imageID: '', ...states[word] };
}

function pod(init: readonly Word[], regular: readonly Word[], restartPolicy: NonNullable<PodSpec['restartPolicy']>): Pod {
  return makePod('p', {
    spec: {
      restartPolicy,
      initContainers: init.map((_, index) => ({ name: `c${index}`, image: 'i' })),
      containers: regular.map((_, index) => ({ name: `c${index}`, image: 'i' })),
    },
  });
}

test.each<{ init?: Word[]; regular: Word[]; policy: NonNullable<PodSpec['restartPolicy']>; terminal?: boolean; phase: PodPhase }>([
  { regular: ['running', 'running'], policy: 'Always', phase: 'Running' },
  { regular: ['running', 'waiting'], policy: 'Always', phase: 'Pending' },
  { regular: ['running', 'bad'], policy: 'Never', phase: 'Running' },
  { regular: ['running', 'backoff'], policy: 'Always', phase: 'Running' },
  { regular: ['backoff'], policy: 'Always', phase: 'Running' },
  { regular: ['ok', 'ok'], policy: 'Always', phase: 'Running' },
  { regular: ['ok', 'ok'], policy: 'OnFailure', phase: 'Succeeded' },
  { regular: ['ok', 'bad'], policy: 'OnFailure', phase: 'Running' },
  { regular: ['ok', 'bad'], policy: 'Never', phase: 'Failed' },
  { regular: ['ok', 'ok'], policy: 'Never', phase: 'Succeeded' },
  { regular: ['ok'], policy: 'Always', terminal: true, phase: 'Succeeded' },
  { regular: ['ok', 'bad'], policy: 'Always', terminal: true, phase: 'Failed' },
  { regular: ['waiting'], policy: 'Always', terminal: true, phase: 'Failed' },
  { init: ['waiting'], regular: ['waiting'], policy: 'Never', terminal: true, phase: 'Failed' },
  { init: ['running'], regular: ['waiting'], policy: 'Always', phase: 'Pending' },
  { init: ['bad'], regular: ['waiting'], policy: 'Never', phase: 'Failed' },
  { init: ['bad'], regular: ['waiting'], policy: 'Always', phase: 'Pending' },
  { init: ['ok'], regular: ['running'], policy: 'Always', phase: 'Running' },
  { init: ['waiting'], regular: ['running'], policy: 'Always', phase: 'Running' },
])('init $init, regular $regular, $policy: $phase', ({ init = [], regular, policy, terminal = false, phase }) => {
  expect(podPhase(pod(init, regular, policy), init.map(status), regular.map(status), terminal)).toBe(phase);
});
