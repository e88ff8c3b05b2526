import type { CompareFacts, CompareNews, CompareRequest, DesignChoice } from '../../shared/ipc/compare.ts';
import type { AppError } from '../../shared/ipc/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { TopologyText } from '../../shared/topology/topology-text.ts';
import type { CompareTask, NamedText } from '../compare/task.ts';

/** A comparison that runs elsewhere. */
export interface Thread {
  stop(): void;
}

/** @param onNews is told how it gets on, without a number @param onEnd the thread ended by itself; with a reason, when it should not have */
export type StartThread = (task: CompareTask, onNews: (news: Record<string, unknown>) => void, onEnd: (reason: string | undefined) => void) => Thread;

interface Parts {
  startThread: StartThread;
  /** The text of a design as it now is, or was. */
  textOf(choice: DesignChoice): Result<NamedText, AppError>;
  tell(news: CompareNews): void;
}

/** The comparison that is under way, in a thread of its own. A new one takes the place of the one before. */
export class Comparisons {
  private readonly parts: Parts;
  private current: { runId: number; thread: Thread } | undefined;
  private nextId = 1;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Errors: NotFound, of a design; what is wrong with its text is told later. */
  start({ a, b, faults, untilMs }: CompareRequest): Result<{ runId: number }, AppError> {
    const [textA, textB] = [this.parts.textOf(a), this.parts.textOf(b)];
    if (!textA.ok) return textA;
    if (!textB.ok) return textB;
    this.stop();
    const runId = this.nextId;
    this.nextId += 1;
    const task: CompareTask = { a: textA.value, b: textB.value, faults: faults.kind === 'planned' ? { of: faults.of } : { name: faults.name, text: faults.text }, untilMs };
    const isCurrent = (): boolean => this.current?.runId === runId;
    const thread = this.parts.startThread(task,
      (news) => { if (isCurrent()) this.parts.tell({ runId, ...news } as CompareNews); },
      (reason) => {
        if (!isCurrent()) return;
        this.current = undefined;
        if (reason !== undefined) this.parts.tell({ runId, state: 'failed', error: { kind: 'Internal', detail: reason } });
      });
    this.current = { runId, thread };
    return ok({ runId });
  }

  /** Ends a comparison; one that is over, or not the present one, is left alone. */
  cancel(runId: number): void {
    if (this.current?.runId === runId) this.stop();
  }

  /** Name and number of planned faults. Errors: NotFound; BadFile, when the text is no design. */
  facts(choice: DesignChoice): Result<CompareFacts, AppError> {
    const text = this.parts.textOf(choice);
    if (!text.ok) return text;
    const parsed = TopologyText.parse(text.value.text, text.value.name);
    if (!parsed.text) return err({ kind: 'BadFile', fileName: text.value.name, problems: parsed.problems });
    const { metadata, spec } = parsed.text.clusterDocument;
    return ok({ name: metadata.name, faults: spec.faults?.length ?? 0 });
  }

  private stop(): void {
    const { current } = this;
    this.current = undefined;
    current?.thread.stop();
  }
}
