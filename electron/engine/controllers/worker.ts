import type { JsonValue } from '../../../shared/json.ts';
import type { WatchEvent } from '../apistore/watch-event.ts';
import type { Component, ComponentContext, ComponentFactory } from '../component.ts';
import type { DueQueueState } from '../simulation/due-queue.ts';
import { decodeState, encodeState } from '../simulation/state-codec.ts';
import { applyWrites, isNamespaceTerminating } from './apply-writes.ts';
import type { Controller, ControllerContext, ControllerFactory, Requeue } from './controller.ts';
import { informerLatencyMs } from './informer-latency.ts';
import { WorkQueue } from './work-queue.ts';

/**
 * client-go's DefaultTypedControllerRateLimiter: 5 ms, doubling per failure of the key, at most 1,000 s. Its overall limit of 10 keys/s is
 * left out.
 */
export const firstRetryMs = 5;
export const lastRetryMs = 1_000_000;

/** A retry that is put off for longer no longer keeps the world from being called quiet. */
const hopelessAfterMs = 30_000;

interface WorkerState {
  queue: DueQueueState;
  failures: Map<string, number>;
  controller?: unknown;
}

/** When a controller looks again at each key that has failed, ms; from what its component saved. */
export function retriesIn(saved: JsonValue): number[] {
  const { queue, failures } = decodeState(saved) as WorkerState;
  return [...failures.keys()].flatMap((key) => {
    const due = queue.items.get(key);
    return due ? Math.min(due.atMs, due.backgroundMs) : [];
  });
}

/** Makes the component that runs one controller. */
export function controllerComponent(factory: ControllerFactory): ComponentFactory {
  return (context) => new ControllerWorker(factory, context);
}

/** The part that all controllers share: work queue, back-off, applying writes. */
class ControllerWorker implements Component {
  private readonly factory: ControllerFactory;
  private readonly context: ComponentContext;
  private readonly queue = new WorkQueue();
  private failures = new Map<string, number>();
  private controller: Controller;

  constructor(factory: ControllerFactory, context: ComponentContext) {
    this.factory = factory;
    this.context = context;
    this.controller = factory(this.controllerContext());
  }

  get name(): string {
    return this.controller.name;
  }

  get eventSource(): string {
    return this.controller.eventSource ?? this.controller.name;
  }

  get process(): Component['process'] {
    return this.controller.process ?? 'kube-controller-manager';
  }

  get manager(): string | undefined {
    return this.controller.manager;
  }

  get watches(): readonly string[] {
    return this.controller.watches;
  }

  start(): void {
    this.controller.start();
  }

  stop(): void {
    this.queue.clear();
    this.failures.clear();
    this.controller = this.factory(this.controllerContext());
  }

  observe(event: WatchEvent): void {
    this.controller.observe(event);
  }

  run(): void {
    const { nowMs } = this.context.env;
    for (let key = this.queue.take(nowMs); key !== undefined; key = this.queue.take(nowMs)) this.reconcile(key);
    const foregroundMs = this.queue.nextAtMs(false);
    const backgroundMs = this.queue.nextAtMs(true);
    if (foregroundMs < Infinity) this.context.wakeAt(foregroundMs);
    if (backgroundMs < Infinity) this.context.wakeAt(backgroundMs, { background: true });
  }

  save(): JsonValue {
    const state: WorkerState = { queue: this.queue.save(), failures: this.failures, controller: this.controller.state };
    return encodeState(state);
  }

  load(saved: JsonValue): void {
    const state = decodeState(saved) as WorkerState;
    this.queue.load(state.queue);
    this.failures = state.failures;
    if (state.controller !== undefined) this.controller.state = state.controller;
  }

  private reconcile(key: string): void {
    const outcome = this.controller.reconcile(key);
    if (outcome.kind === 'Terminal') {
      this.failures.delete(key);
      return;
    }
    const refusal = outcome.writes ? applyWrites(this.context.api, outcome.writes) : undefined;
    // A namespace on its way out refuses everything there is to make: that is the end of it, and no failure.
    const dropped = refusal !== undefined && isNamespaceTerminating(refusal);
    if (outcome.kind === 'Retry' || (refusal && !dropped)) {
      this.retry(key);
      return;
    }
    this.failures.delete(key);
    for (const decision of outcome.decisions ?? []) this.context.recordDecision(decision);
    if (outcome.requeue) this.enqueue(key, outcome.requeue);
  }

  private retry(key: string): void {
    const failures = this.failures.get(key) ?? 0;
    if (failures >= (this.controller.maxRetries ?? Infinity)) {
      this.failures.delete(key);
      return;
    }
    this.failures.set(key, failures + 1);
    const { firstMs, lastMs } = this.controller.backOff ?? { firstMs: firstRetryMs, lastMs: lastRetryMs };
    const afterMs = Math.min(firstMs * 2 ** Math.min(failures, 30), lastMs);
    this.enqueue(key, { afterMs, background: afterMs > hopelessAfterMs });
  }

  private enqueue(key: string, requeue?: Requeue): void {
    const atMs = this.context.env.nowMs + Math.max(requeue?.afterMs ?? informerLatencyMs, 0);
    this.queue.add(key, atMs, requeue?.background ?? false);
    this.context.wakeAt(atMs, { background: requeue?.background ?? false });
  }

  private controllerContext(): ControllerContext {
    return {
      api: this.context.api,
      env: this.context.env,
      queue: { add: (key, requeue) => this.enqueue(key, requeue), remove: (key) => this.queue.remove(key) },
    };
  }
}
