import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ExportTarget } from '../../shared/export/index.ts';
import { manifestRef } from '../../shared/topology/manifest-ref.ts';
import { noteLine } from './export-words.ts';
import { problemLine, readTopologyFile } from './read-topology.ts';

/**
 * Exports a topology file. Files go to a folder, or to the terminal (each after a comment with its path, where there are several); notes go to stderr.
 * @returns 0, or 1 when the file has errors or the folder cannot be written
 */
export function exportFile(file: string, target: ExportTarget, { out, json }: { out?: string; json: boolean }): number {
  const { text, problems } = readTopologyFile(file);
  for (const problem of problems) process.stderr.write(`${problemLine(file, problem)}\n`);
  if (!text) return 1;
  const { topology } = text;
  const files = target.files(topology, (manifest) => text.yamlOf(manifestRef(manifest)));
  const notes = target.notes(topology);
  try {
    if (out !== undefined) for (const { path: name, text: content } of files) write(path.join(out, name), content);
  } catch (error) {
    process.stderr.write(`error: ${out} cannot be written (${(error as NodeJS.ErrnoException).code ?? (error as Error).message}).\n`);
    return 1;
  }
  if (json) {
    process.stdout.write(`${JSON.stringify({ target: target.id, files, notes }, null, 2)}\n`);
    return 0;
  }
  if (out === undefined) process.stdout.write(files.map(({ path: name, text: content }) => (files.length > 1 ? `# ${name}\n${content}` : content)).join('\n'));
  else process.stdout.write(files.map(({ path: name }) => `${path.join(out, name)}\n`).join(''));
  for (const note of notes) process.stderr.write(`note: ${noteLine(note)}\n`);
  return 0;
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
