import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Answer, RequestOf } from '../../shared/ipc/contract.ts';
import type { AppError } from '../../shared/ipc/errors.ts';
import type { LinkedFile } from '../../shared/ipc/process-messages.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { writeFileAtomically } from './atomic-file.ts';
import { fileError } from './file-error.ts';
import { readTextFile } from './read-text-file.ts';
import { textDigest } from './text-digest.ts';

/** The control plane as far as files need it. */
export interface DesignSource {
  fileOf(designId: string): Promise<Result<{ name: string; file?: LinkedFile }, AppError>>;
  request(channel: 'library.importText', payload: RequestOf<'library.importText'>): Promise<Answer<'library.importText'>>;
  request(channel: 'design.text', payload: RequestOf<'design.text'>): Promise<Answer<'design.text'>>;
  request(channel: 'export.preview', payload: RequestOf<'export.preview'>): Promise<Answer<'export.preview'>>;
  request(channel: 'design.markSaved', payload: RequestOf<'design.markSaved'>): Promise<Answer<'design.markSaved'>>;
}

export type FileFilterName = 'topologies' | 'topology' | 'configuration' | 'picture' | 'report';

/** What is asked of the person. Undefined: the person cancelled. */
export interface FileQuestions {
  fileToOpen(): Promise<string | undefined>;
  fileToSave(suggested: string, filter: FileFilterName, extension: string): Promise<string | undefined>;
  /** A folder for several files. */
  folderToSave(): Promise<string | undefined>;
  /** The file is not what was read or written last. */
  changedOnDisk(file: string): Promise<'overwrite' | 'saveAs' | 'cancel'>;
}


/** Opening, saving and exporting designs as files. */
export class DesignFiles {
  private readonly source: DesignSource;
  private readonly questions: FileQuestions;
  private readonly onUsed: (file: string) => void;

  /** @param onUsed hears of every topology file that was opened or saved, for the recent ones */
  constructor(source: DesignSource, questions: FileQuestions, onUsed: (file: string) => void) {
    this.source = source;
    this.questions = questions;
    this.onUsed = onUsed;
  }

  /** Imports a file as a design; asks for one when none is given. Errors: Cancelled, BadFile, NotFound, Storage, Unavailable. */
  async open(given: string | undefined): Promise<Answer<'file.open'>> {
    const file = given === undefined ? await this.questions.fileToOpen() : path.resolve(given);
    if (file === undefined) return err({ kind: 'Cancelled' });
    const text = await readTextFile(file);
    if (!text.ok) return text;
    const imported = await this.source.request(
      'library.importText', { text: text.value, fileName: path.basename(file).slice(0, 200), filePath: file },
    );
    if (imported.ok) this.onUsed(file);
    return imported;
  }

  /** Saves a design to its file, or to one that is asked for. A file that somebody else has changed is not overwritten unasked. */
  async save(designId: string, as: boolean): Promise<Answer<'file.save'>> {
    const design = await this.source.fileOf(designId);
    if (!design.ok) return design;
    const target = await this.chooseTarget(design.value, as);
    if (!target.ok) return target;
    const text = await this.source.request('design.text', { designId });
    if (!text.ok) return text;
    const written = await write(target.value, text.value.text);
    if (!written.ok) return written;
    const fileName = path.basename(target.value);
    const marked = await this.source.request('design.markSaved', { designId, fileName: fileName.slice(0, 200), filePath: target.value });
    if (!marked.ok) return marked;
    this.onUsed(target.value);
    return ok({ fileName });
  }

  async export({ designId, format, data }: RequestOf<'file.export'>): Promise<Answer<'file.export'>> {
    const design = await this.source.fileOf(designId);
    if (!design.ok) return design;
    if (data === undefined) return err({ kind: 'BadRequest', detail: `${format}: the picture's data is missing` });
    const base = (design.value.file?.fileName ?? design.value.name).replace(/\.cluster$/, '');
    const target = await this.questions.fileToSave(`${safeName(base)}.${format}`, 'picture', format);
    if (target === undefined) return err({ kind: 'Cancelled' });
    const written = await write(target, data);
    return written.ok ? ok({ fileName: path.basename(target) }) : written;
  }

  /** Writes the files of an export: one where the person says, several into a folder of the person's choice. */
  async saveExport(request: RequestOf<'export.save'>): Promise<Answer<'export.save'>> {
    const preview = await this.source.request('export.preview', request);
    if (!preview.ok) return preview;
    const [only, ...others] = preview.value.files;
    if (only && others.length === 0) {
      const extension = path.extname(only.path).slice(1);
      const file = await this.questions.fileToSave(path.basename(only.path), 'configuration', extension);
      return file === undefined ? err({ kind: 'Cancelled' }) : this.writeAll(file, [{ file, text: only.text }]);
    }
    const folder = await this.questions.folderToSave();
    if (folder === undefined) return err({ kind: 'Cancelled' });
    return this.writeAll(folder, preview.value.files.map(({ path: name, text }) => ({ file: path.join(folder, name), text })));
  }

  /** Reads a file for a comparison. Errors: Cancelled, NotFound, Storage. */
  async readForComparison(): Promise<Answer<'compare.readFile'>> {
    const file = await this.questions.fileToOpen();
    if (file === undefined) return err({ kind: 'Cancelled' });
    const text = await readTextFile(file);
    return text.ok ? ok({ fileName: path.basename(file).slice(0, 200), text: text.value }) : text;
  }

  /** Writes a report where the person says. */
  async saveComparison({ suggested, format, text }: RequestOf<'compare.save'>): Promise<Answer<'compare.save'>> {
    const target = await this.questions.fileToSave(`${safeName(suggested)}.${format}`, 'report', format);
    if (target === undefined) return err({ kind: 'Cancelled' });
    const written = await write(target, text);
    return written.ok ? ok({ fileName: path.basename(target) }) : written;
  }

  private async writeAll(named: string, files: readonly { file: string; text: string }[]): Promise<Answer<'export.save'>> {
    for (const { file, text } of files) {
      const written = await write(file, text);
      if (!written.ok) return written;
    }
    return ok({ name: path.basename(named) });
  }

  private async chooseTarget({ name, file }: { name: string; file?: LinkedFile }, as: boolean): Promise<Result<string, AppError>> {
    if (file && !as) {
      const choice = (await changedSince(file)) ? await this.questions.changedOnDisk(file.filePath) : 'overwrite';
      if (choice === 'cancel') return err({ kind: 'Cancelled' });
      if (choice === 'overwrite') return ok(file.filePath);
    }
    const chosen = await this.questions.fileToSave(file?.filePath ?? `${safeName(name)}.cluster`, 'topology', 'cluster');
    return chosen === undefined ? err({ kind: 'Cancelled' }) : ok(chosen);
  }
}

/** A file that has been removed may be written again; one that cannot be read is no reason to ask, as writing it will say why. */
async function changedSince({ filePath, digest }: LinkedFile): Promise<boolean> {
  try {
    return textDigest(new TextDecoder().decode(await readFile(filePath))) !== digest;
  } catch {
    return false;
  }
}

async function write(file: string, content: string | Uint8Array): Promise<Result<void, AppError>> {
  try {
    await writeFileAtomically(file, content);
    return ok(undefined);
  } catch (cause) {
    return err(fileError(cause, file));
  }
}

/** A design's name as a file name on every system. */
function safeName(name: string): string {
  const forbidden = (character: string): boolean => character < ' ' || '<>:"/\\|?*'.includes(character);
  const safe = [...name].map((character) => (forbidden(character) ? '-' : character)).join('').replace(/[. ]+$/, '').slice(0, 100);
  return safe === '' ? 'cluster' : safe;
}
