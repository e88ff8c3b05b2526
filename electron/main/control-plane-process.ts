import { MessageChannelMain, utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron';
import type { Answer, Pushes, RequestName, RequestOf } from '../../shared/ipc/contract.ts';
import type { AppError } from '../../shared/ipc/errors.ts';
import type { ControlPlaneArguments, FromControlPlane, LinkedFile, ToControlPlane } from '../../shared/ipc/process-messages.ts';
import { err, type Result } from '../../shared/result.ts';
import { RestartPolicy } from './restart-policy.ts';

/** How long the process may take to save and end before it is ended. */
const shutdownMs = 10_000;

type Unnumbered = { type: 'request'; channel: RequestName; payload: unknown } | { type: 'fileOf'; designId: string };

/**
 * The control plane process, supervised: when it ends unasked it is started again and recovers from its journal. Requests under way then
 * are answered `Unavailable`.
 */
export class ControlPlaneProcess {
  private readonly program: string;
  private readonly arguments: ControlPlaneArguments;
  private readonly onState: (state: Pushes['process']) => void;
  private readonly policy = new RestartPolicy();
  private readonly pending = new Map<number, (result: Result<unknown, AppError>) => void>();
  private child: UtilityProcess | undefined;
  private ready = false;
  private stopping = false;
  private nextId = 1;

  /** @param program path of the bundle @param onState hears of every change; `ready` each time a process has opened the database */
  constructor(program: string, processArguments: ControlPlaneArguments, onState: (state: Pushes['process']) => void) {
    this.program = program;
    this.arguments = processArguments;
    this.onState = onState;
  }

  get isReady(): boolean {
    return this.ready;
  }

  start(): void {
    const child = utilityProcess.fork(this.program, [JSON.stringify(this.arguments)], { serviceName: 'control-plane' });
    this.child = child;
    child.on('message', (message: FromControlPlane) => this.receive(message));
    child.on('exit', (code) => this.ended(child, code));
  }

  /** After it was given up: a person asked to try again. */
  startAgain(): void {
    this.policy.forget();
    this.onState({ state: 'restarting' });
    this.start();
  }

  /** Makes the window's MessagePort; one end goes to the process, replacing the window's earlier one. @returns the window's end */
  openWindowPort(): MessagePortMain {
    const { port1, port2 } = new MessageChannelMain();
    this.child?.postMessage({ type: 'window' } satisfies ToControlPlane, [port1]);
    return port2;
  }

  request<K extends RequestName>(channel: K, payload: RequestOf<K>): Promise<Answer<K>> {
    return this.ask({ type: 'request', channel, payload }) as Promise<Answer<K>>;
  }

  /** A design's name and, when it has one, its file. Errors: NotFound, Storage, Unavailable. */
  fileOf(designId: string): Promise<Result<{ name: string; file?: LinkedFile }, AppError>> {
    return this.ask({ type: 'fileOf', designId }) as Promise<Result<{ name: string; file?: LinkedFile }, AppError>>;
  }

  /** Lets the process save everything and end; resolves when it is gone. */
  stop(): Promise<void> {
    const { child } = this;
    this.stopping = true;
    if (!child) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => child.kill(), shutdownMs);
      child.once('exit', () => {
        clearTimeout(timer);
        resolve();
      });
      child.postMessage({ type: 'shutdown' } satisfies ToControlPlane);
    });
  }

  private ask(message: Unnumbered): Promise<Result<unknown, AppError>> {
    const { child } = this;
    if (!child || !this.ready) return Promise.resolve(err({ kind: 'Unavailable' }));
    const id = this.nextId;
    this.nextId += 1;
    return new Promise((resolve) => {
      this.pending.set(id, resolve);
      child.postMessage({ ...message, id } satisfies ToControlPlane);
    });
  }

  private receive(message: FromControlPlane): void {
    if (message.type === 'ready') {
      this.ready = true;
      this.onState({ state: 'ready' });
      return;
    }
    this.pending.get(message.id)?.(message.result);
    this.pending.delete(message.id);
  }

  private ended(child: UtilityProcess, code: number): void {
    if (this.child !== child) return;
    this.child = undefined;
    this.ready = false;
    for (const resolve of this.pending.values()) resolve(err({ kind: 'Unavailable' }));
    this.pending.clear();
    if (this.stopping) return;
    const delayMs = this.policy.next(Date.now());
    if (delayMs === undefined) {
      this.onState({ state: 'failed', detail: `exit code ${code}` });
      return;
    }
    this.onState({ state: 'restarting', detail: `exit code ${code}` });
    setTimeout(() => {
      if (!this.stopping && !this.child) this.start();
    }, delayMs);
  }
}
