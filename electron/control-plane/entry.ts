import { randomInt, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ControlPlaneArguments, FromControlPlane, ToControlPlane } from '../../shared/ipc/process-messages.ts';
import { openStore } from '../persistence/open-store.ts';
import { Comparisons } from './comparisons.ts';
import { threadStarter } from './compare-thread.ts';
import { clockHandlers } from './channels/clock.ts';
import { cloudHandlers } from './channels/cloud.ts';
import { compareHandlers } from './channels/compare.ts';
import { designHandlers } from './channels/design.ts';
import { libraryHandlers } from './channels/library.ts';
import { imageHandlers } from './channels/images.ts';
import { networkHandlers } from './channels/network.ts';
import { objectHandlers } from './channels/object.ts';
import { ControlPlane } from './control-plane.ts';
import { Dispatcher } from './dispatcher.ts';
import { Library } from './library.ts';
import { Samples } from './library-samples.ts';
import { WindowLink, type Port } from './window-link.ts';

/** The control plane process: opens the database, answers the window and main, and lets simulated time pass. */
z.config({ jitless: true });

/** Between ticks while the clock runs: once per frame. */
const runningTickMs = 16;
/** Otherwise there is only saving to do. */
const idleTickMs = 100;

const { dataFolder, temporaryFolder, samplesFolder, compareProgram } = JSON.parse(process.argv.at(-1) ?? '') as ControlPlaneArguments;
const wallNow = () => Date.now();
const monotonicNow = () => performance.now();
const store = openStore({ folder: dataFolder, temporaryFolder }, { nowMs: wallNow, newId: randomUUID });
const controlPlane = new ControlPlane({
  storage: store.runs, wallNow: monotonicNow,
  send: (message) => link.push('view', message),
  onSaveFailed: (error) => link.push('saveFailed', error),
});
const samples = new Samples(samplesFolder, monotonicNow);
const library = new Library({ store, samples, controlPlane, environment: { wallNow: monotonicNow, newSeed: () => randomInt(0x7fffffff) } });
const comparisons = new Comparisons({ startThread: threadStarter(compareProgram), textOf: (choice) => library.textOf(choice), tell: (news) => link.push('comparison', news) });
const dispatcher = new Dispatcher(
  [designHandlers, objectHandlers, imageHandlers, networkHandlers, cloudHandlers, clockHandlers, libraryHandlers(library), compareHandlers(comparisons)], controlPlane,
  (channel, cause) => console.error(channel, cause),
);
const link = new WindowLink(() => dispatcher, () => controlPlane.tick());

function tick(): void {
  controlPlane.tick();
  const session = controlPlane.session();
  setTimeout(tick, session.ok && session.value.clock.running ? runningTickMs : idleTickMs);
}

/** A window that was loaded again, after a fault of its page, goes back to the design that is still open here. */
function connectWindow(port: Port): void {
  link.connect(port);
  const session = controlPlane.session();
  if (session.ok) link.push('opened', { designId: session.value.id });
}

function toMain(message: FromControlPlane): void {
  process.parentPort.postMessage(message);
}

process.parentPort.on('message', ({ data, ports }) => {
  const message = data as ToControlPlane;
  switch (message.type) {
    case 'window':
      if (ports[0]) connectWindow(ports[0] as Port);
      break;
    case 'request':
      toMain({ type: 'answer', id: message.id, result: dispatcher.answer(message.channel, message.payload) });
      controlPlane.tick();
      break;
    case 'fileOf':
      toMain({ type: 'answer', id: message.id, result: store.library.nameAndFile(message.designId) });
      break;
    case 'shutdown':
      controlPlane.close();
      store.close();
      process.exit(0);
  }
});
tick();
toMain({ type: 'ready' });
