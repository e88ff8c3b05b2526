import type { DesignChoice } from '../../shared/ipc/compare.ts';
import type { AppError } from '../../shared/ipc/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { TopologyText } from '../../shared/topology/topology-text.ts';
import type { TopologyProblem } from '../../shared/topology/types.ts';
import type { Store } from '../persistence/store.ts';
import { checkTopology } from './check-topology.ts';
import type { ControlPlane } from './control-plane.ts';
import type { Samples } from './library-samples.ts';
import { summaryOf } from './library-summary.ts';

/** Name of a new design when the window gives none. */
const untitled = 'untitled';

/** Where randomness and time of the library come from. */
export interface LibraryEnvironment {
  wallNow(): number;
  /** A seed for a new design: 0 .. 2^31-1. */
  newSeed(): number;
}

/** A text to import and where it came from. */
export interface ImportedText {
  text: string;
  fileName?: string | undefined;
  filePath?: string | undefined;
}

/** The library of designs: the store's designs and the samples, with the one that is open kept in mind. */
export class Library {
  private readonly store: Store;
  private readonly samples: Samples;
  private readonly controlPlane: ControlPlane;
  private readonly environment: LibraryEnvironment;

  constructor(parts: { store: Store; samples: Samples; controlPlane: ControlPlane; environment: LibraryEnvironment }) {
    this.store = parts.store;
    this.samples = parts.samples;
    this.controlPlane = parts.controlPlane;
    this.environment = parts.environment;
  }

  list() {
    const listed = this.store.library.list();
    return listed.ok ? ok({ ...listed.value, samples: this.samples.list(), notices: [...this.store.notices] }) : listed;
  }

  /** Makes a design, empty or from a sample. Errors: NotFound, when there is no such sample. */
  create(name: string | undefined, sample: string | undefined): Result<{ designId: string }, AppError> {
    const text = sample === undefined ? TopologyText.empty(name ?? untitled, this.environment.newSeed()) : this.samples.text(sample);
    if (!text) return err({ kind: 'NotFound', what: `sample ${sample}` });
    const free = this.store.library.freeName(name ?? text.clusterDocument.metadata.name);
    if (!free.ok) return free;
    setName(text, free.value);
    const summary = (sample === undefined ? undefined : this.samples.summary(sample)) ?? this.summary(text);
    return this.added(this.store.library.create({ name: free.value, text: text.toString(), summary }));
  }

  /**
   * Imports a text as a new design. Only a `.cluster` file stays the design's file; saving into the manifests of somebody else's project
   * is asked for first. A file that a design already stands for, unchanged, gives that design. Errors: BadFile, with every problem of
   * every object.
   */
  importText({ text: source, fileName, filePath }: ImportedText): Result<{ designId: string; problems: TopologyProblem[] }, AppError> {
    const file = fileName !== undefined && filePath?.endsWith('.cluster') ? { fileName, filePath, text: source } : undefined;
    if (file) {
      const known = this.store.library.designOfFile(file.filePath, source);
      if (!known.ok) return known;
      if (known.value !== undefined) return ok({ designId: known.value, problems: [] });
    }
    const { text, problems } = TopologyText.parse(source, fileName?.replace(/\.[^.]+$/, '') || untitled);
    if (text) problems.push(...checkTopology(text.topology, source));
    if (!text || problems.some((problem) => problem.severity === 'error')) {
      return err({ kind: 'BadFile', ...(fileName === undefined ? {} : { fileName }), problems });
    }
    const created = this.store.library.create({
      name: text.clusterDocument.metadata.name, text: text.toString(), summary: this.summary(text), ...(file ? { file } : {}),
    });
    return created.ok ? ok({ designId: created.value, problems }) : created;
  }

  /** Renames a design, that is, its cluster. Of the open design it is an edit that can be undone. */
  rename(designId: string, name: string): Result<void, AppError> {
    const session = this.controlPlane.session();
    if (session.ok && session.value.id === designId) {
      const edited = session.value.edit({
        changes: [{ op: 'cluster', patch: { metadata: { name } } }], label: { key: 'view:edit.rename', params: { name } },
      });
      return edited.ok ? ok(undefined) : edited;
    }
    const stored = this.read(designId);
    if (!stored.ok) return stored;
    setName(stored.value.text, name);
    return this.store.library.rename(designId, name, stored.value.text.toString());
  }

  duplicate(designId: string): Result<{ designId: string }, AppError> {
    const stored = this.read(designId);
    if (!stored.ok) return stored;
    const { text, summary } = stored.value;
    const free = this.store.library.freeName(text.clusterDocument.metadata.name);
    if (!free.ok) return free;
    setName(text, free.value);
    return this.added(this.store.library.create({ name: free.value, text: text.toString(), summary }));
  }

  delete(designId: string): Result<void, AppError> {
    this.closeIfOpen(designId);
    return this.store.library.setDeleted(designId, true);
  }

  undelete(designId: string): Result<void, AppError> {
    return this.store.library.setDeleted(designId, false);
  }

  revisions(designId: string) {
    return this.store.library.revisions(designId);
  }

  /** The text of a design as it now is, of one of its revisions, or of a sample. Errors: NotFound. */
  textOf(choice: DesignChoice): Result<{ name: string; text: string }, AppError> {
    if (choice.kind === 'text') return ok(choice);
    if (choice.kind === 'sample') {
      const text = this.samples.text(choice.sample);
      return text ? ok({ name: choice.sample, text: text.toString() }) : err({ kind: 'NotFound', what: `sample ${choice.sample}` });
    }
    const stored = this.store.library.textOf(choice.designId);
    if (!stored.ok) return stored;
    const { name } = stored.value;
    const text = choice.revision === undefined ? this.controlPlane.textOf(choice.designId) : this.store.library.revisionText(choice.designId, choice.revision);
    if (!text.ok) return text;
    return ok(typeof text.value === 'string' ? { name: `${name} #${choice.revision}`, text: text.value } : { name, text: text.value.text });
  }

  /** Makes an earlier text the present one. The open design is opened anew with it, and the window gets its list. */
  restoreRevision(designId: string, revision: number): Result<void, AppError> {
    const wasOpen = this.closeIfOpen(designId);
    const restored = this.store.library.restoreRevision(
      designId, revision, (text) => TopologyText.parse(text, untitled).text?.clusterDocument.metadata.name ?? untitled,
    );
    if (!wasOpen) return restored;
    const opened = this.controlPlane.open(designId);
    return restored.ok ? opened : restored;
  }

  private closeIfOpen(designId: string): boolean {
    const session = this.controlPlane.session();
    if (!session.ok || session.value.id !== designId) return false;
    this.controlPlane.close();
    return true;
  }

  /** A design's text as it stands now, autosaved or not. */
  private read(designId: string) {
    const stored = this.store.library.textOf(designId);
    if (!stored.ok) return stored;
    const present = this.controlPlane.textOf(designId);
    const source = present.ok ? present.value.text : stored.value.text;
    const { text, problems } = TopologyText.parse(source, stored.value.name);
    return text ? ok({ text, summary: stored.value.summary }) : err({ kind: 'BadFile', fileName: stored.value.name, problems } as const);
  }

  private summary(text: TopologyText) {
    return summaryOf(text.topology, () => this.environment.wallNow());
  }

  private added(created: Result<string, AppError>): Result<{ designId: string }, AppError> {
    return created.ok ? ok({ designId: created.value }) : created;
  }
}

function setName(text: TopologyText, name: string): void {
  const cluster = text.clusterDocument;
  text.setCluster({ ...cluster, metadata: { ...cluster.metadata, name } });
}
