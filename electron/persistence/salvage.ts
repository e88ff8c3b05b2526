import { copyDatabase, removeDatabase } from './database-files.ts';
import { SqliteDatabase, type Parameters, type ReadableDb, type WritableDb } from './sqlite-database.ts';

type Row = Parameters;

/**
 * Brings over what can still be read of a damaged database: each design's facts, text and revisions, row by row, so that one unreadable
 * page costs only what lies on it. Running states are left behind; such designs start from their text. Works on a copy: the damaged file
 * stays as it is. Never throws for damage.
 */
export function salvage(damagedFile: string, target: WritableDb, nowMs: number): void {
  const copy = `${target.file}.salvage`;
  let source: SqliteDatabase | undefined;
  try {
    copyDatabase(damagedFile, copy);
    source = SqliteDatabase.openAsIs(copy);
    const damaged = source;
    for (const id of idsIn(damaged)) attempted(() => target.transaction(() => bringOver(damaged, target, id, nowMs)));
  } catch {
    // Not even a copy can be opened: nothing of it can be read.
  } finally {
    source?.abandon();
    removeDatabase(copy);
  }
}

/** Every id that any of the tables still tells. */
function idsIn(db: ReadableDb): string[] {
  const tables = ['SELECT id FROM designs', 'SELECT design_id AS id FROM topologies', 'SELECT DISTINCT design_id AS id FROM revisions'];
  const rows = tables.flatMap((sql) => attempted(() => db.read<Parameters, { id: string }>(sql).all({})) ?? []);
  return [...new Set(rows.map(({ id }) => id))].sort();
}

function bringOver(damaged: ReadableDb, target: WritableDb, id: string, nowMs: number): void {
  const one = (sql: string): Row | undefined => attempted(() => damaged.read<Parameters, Row>(sql).get({ id }));
  const revisions = revisionsIn(damaged, id);
  const text = one('SELECT text FROM topologies WHERE design_id = :id')?.['text'] ?? revisions.at(-1)?.['text'];
  if (typeof text !== 'string') return;
  const known = { ...unknownFacts(nowMs), ...one('SELECT * FROM designs WHERE id = :id') };
  const columns = Object.keys(unknownFacts(nowMs));
  const values = columns.map((column) => `:${column}`);
  target.write(`INSERT INTO designs (id, ${columns.join(', ')}) VALUES (:id, ${values.join(', ')})`).run({ ...known, id });
  target.write('INSERT INTO topologies (design_id, text) VALUES (:id, :text)').run({ id, text });
  target.write('INSERT INTO runs (design_id, tip_seq, clock_ms, is_open, recovered, failed_opens) VALUES (:id, 0, 0, 0, 1, 0)').run({ id });
  const insert = target.write(`INSERT INTO revisions (design_id, revision, saved_ms, label, text, machines, manifests)
    VALUES (:design_id, :revision, :saved_ms, :label, :text, :machines, :manifests)`);
  for (const revision of revisions) insert.run(revision);
}

/** What is put for a design whose row is lost: every column of `designs` but its id. */
function unknownFacts(nowMs: number): Row {
  return {
    name: 'recovered', created_ms: nowMs, edited_ms: nowMs, deleted_ms: null, file_name: null, file_path: null, file_digest: null,
    machines: 0, pods: 0, problems: 0, thumbnail: '{"machines":[]}',
  };
}

function revisionsIn(damaged: ReadableDb, id: string): Row[] {
  const list = 'SELECT revision FROM revisions WHERE design_id = :id ORDER BY revision';
  const numbers = attempted(() => damaged.read<Parameters, { revision: number }>(list).all({ id }));
  const rows = (numbers ?? []).map(({ revision }) => attempted(() => (
    damaged.read<Parameters, Row>('SELECT * FROM revisions WHERE design_id = :id AND revision = :revision').get({ id, revision }))));
  return rows.filter((row) => row !== undefined);
}

/** Undefined when the row lies on a damaged page. */
function attempted<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
