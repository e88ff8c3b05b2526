import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { LinkedFile } from '../../shared/ipc/process-messages.ts';
import { ok } from '../../shared/result.ts';
import { DesignFiles, type DesignSource, type FileQuestions } from './design-files.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { textDigest } from './text-digest.ts';

/** One design, as the control plane would answer for it. */
class OneDesign implements DesignSource {
  text = 'kind: Cluster\n';
  file: LinkedFile | undefined;
  exported = [{ path: 'kind.yaml', text: 'kind: Cluster\n' }];
  imported: { text: string; fileName?: string | undefined; filePath?: string | undefined } | undefined;

  fileOf() {
    return Promise.resolve(ok({ name: 'my/shop', ...(this.file ? { file: this.file } : {}) }));
  }

  request(channel: string, payload: never): Promise<never> {
    return Promise.resolve(this.answer(channel, payload)) as Promise<never>;
  }

  private answer(channel: string, payload: { text: string; fileName: string; filePath: string }): unknown {
    if (channel === 'design.text') return ok({ text: this.text });
    if (channel === 'export.preview') return ok({ files: this.exported, notes: [] });
    if (channel === 'design.markSaved') {
      this.file = { fileName: payload.fileName, filePath: payload.filePath, digest: textDigest(this.text) };
      return ok(undefined);
    }
    this.imported = payload;
    return ok({ designId: 'd', problems: [] });
  }
}

/** A person whose answers are laid out beforehand. */
class Person implements FileQuestions {
  open: string | undefined;
  save: string | undefined;
  folder: string | undefined;
  changed: 'overwrite' | 'saveAs' | 'cancel' = 'cancel';
  readonly asked: string[] = [];

  fileToOpen() {
    this.asked.push('open');
    return Promise.resolve(this.open);
  }

  fileToSave(suggested: string) {
    this.asked.push(`save ${path.basename(suggested)}`);
    return Promise.resolve(this.save);
  }

  folderToSave() {
    this.asked.push('folder');
    return Promise.resolve(this.folder);
  }

  changedOnDisk(file: string) {
    this.asked.push(`changed ${path.basename(file)}`);
    return Promise.resolve(this.changed);
  }
}

let folder: string;
let design: OneDesign;
let person: Person;
let files: DesignFiles;
let used: string[];

beforeEach(() => {
  folder = temporaryFolder();
  design = new OneDesign();
  person = new Person();
  used = [];
  files = new DesignFiles(design, person, (file) => used.push(file));
});

const cancelled = { ok: false, error: { kind: 'Cancelled' } };

describe('opening', () => {
  test('reads the file that the person chose, and remembers it', async () => {
    person.open = path.join(folder, 'shop.cluster');
    writeFileSync(person.open, 'kind: Cluster\n');
    expect(await files.open(undefined)).toEqual({ ok: true, value: { designId: 'd', problems: [] } });
    expect(design.imported).toEqual({ text: 'kind: Cluster\n', fileName: 'shop.cluster', filePath: person.open });
    expect(used).toEqual([person.open]);
  });

  test('nothing when the person chose none', async () => {
    expect(await files.open(undefined)).toEqual(cancelled);
    expect([design.imported, used]).toEqual([undefined, []]);
  });

  test('a file that is not there says so, and is not remembered', async () => {
    expect(await files.open(path.join(folder, 'gone.cluster'))).toMatchObject({ ok: false, error: { kind: 'NotFound' } });
    expect([person.asked, used]).toEqual([[], []]);
  });
});

describe('saving', () => {
  test('asks for a file once, then writes it without asking', async () => {
    person.save = path.join(folder, 'shop.cluster');
    expect(await files.save('d', false)).toEqual({ ok: true, value: { fileName: 'shop.cluster' } });
    design.text = 'kind: Cluster # edited\n';
    expect(await files.save('d', false)).toEqual({ ok: true, value: { fileName: 'shop.cluster' } });
    expect(readFileSync(person.save, 'utf8')).toBe('kind: Cluster # edited\n');
    expect(person.asked).toEqual(['save my-shop.cluster']);
    expect(used).toEqual([person.save, person.save]);
  });

  test('asks again when another name is wanted', async () => {
    person.save = path.join(folder, 'shop.cluster');
    await files.save('d', false);
    person.save = path.join(folder, 'copy.cluster');
    await files.save('d', true);
    expect(person.asked).toEqual(['save my-shop.cluster', 'save shop.cluster']);
    expect(readdirSync(folder).sort()).toEqual(['copy.cluster', 'shop.cluster']);
  });

  test('writes a file again that has been removed', async () => {
    person.save = path.join(folder, 'shop.cluster');
    await files.save('d', false);
    rmSync(person.save);
    await files.save('d', false);
    expect([existsSync(person.save), person.asked.length]).toEqual([true, 1]);
  });

  describe('over what another program wrote meanwhile', () => {
    const theirs = '# theirs\n';
    beforeEach(async () => {
      person.save = path.join(folder, 'shop.cluster');
      await files.save('d', false);
      writeFileSync(person.save, theirs);
      design.text = 'kind: Cluster # ours\n';
      person.asked.length = 0;
    });

    test('is not done when the person says no', async () => {
      expect(await files.save('d', false)).toEqual(cancelled);
      expect(readFileSync(path.join(folder, 'shop.cluster'), 'utf8')).toBe(theirs);
      expect(person.asked).toEqual(['changed shop.cluster']);
    });

    test('is done when the person says so', async () => {
      person.changed = 'overwrite';
      await files.save('d', false);
      expect(readFileSync(path.join(folder, 'shop.cluster'), 'utf8')).toBe('kind: Cluster # ours\n');
    });

    test('goes to another file when the person prefers that', async () => {
      person.changed = 'saveAs';
      person.save = path.join(folder, 'ours.cluster');
      await files.save('d', false);
      expect(readFileSync(path.join(folder, 'shop.cluster'), 'utf8')).toBe(theirs);
      expect(readFileSync(path.join(folder, 'ours.cluster'), 'utf8')).toBe('kind: Cluster # ours\n');
    });
  });

  test('where it is impossible says so, and the design does not count as saved', async () => {
    person.save = path.join(folder, 'missing', 'shop.cluster');
    expect(await files.save('d', false)).toMatchObject({ ok: false, error: { kind: 'NotFound' } });
    expect([design.file, used]).toEqual([undefined, []]);
  });
});

describe('exporting', () => {
  test('of one file asks for its name, of several for a folder', async () => {
    person.save = path.join(folder, 'mine.yaml');
    expect(await files.saveExport({ designId: 'd', target: 'kind' })).toEqual({ ok: true, value: { name: 'mine.yaml' } });
    expect(readFileSync(person.save, 'utf8')).toBe('kind: Cluster\n');
    design.exported = [{ path: 'a.tf', text: 'a {}\n' }, { path: 'b.tf', text: 'b {}\n' }];
    person.folder = folder;
    expect(await files.saveExport({ designId: 'd', target: 'terraform' })).toEqual({ ok: true, value: { name: path.basename(folder) } });
    expect(['a.tf', 'b.tf'].map((name) => readFileSync(path.join(folder, name), 'utf8'))).toEqual(['a {}\n', 'b {}\n']);
    expect(person.asked).toEqual(['save kind.yaml', 'folder']);
    person.folder = undefined;
    expect(await files.saveExport({ designId: 'd', target: 'terraform' })).toEqual(cancelled);
  });

  test('writes the picture that the window made', async () => {
    person.save = path.join(folder, 'a.png');
    await files.export({ designId: 'd', format: 'png', data: new Uint8Array([1, 2]) });
    expect([...readFileSync(person.save)]).toEqual([1, 2]);
    expect(person.asked).toEqual(['save my-shop.png']);
    expect(used).toEqual([]);
  });

  test('of a picture without data is a mistake of the window', async () => {
    expect(await files.export({ designId: 'd', format: 'svg' })).toMatchObject({ ok: false, error: { kind: 'BadRequest' } });
  });
});
