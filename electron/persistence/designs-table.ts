import type { ReadableDb, WritableDb } from './sqlite-database.ts';

/** A row of `designs` with what is known of its running. Times are Unix milliseconds. */
export interface DesignRow {
  id: string;
  name: string;
  created_ms: number;
  edited_ms: number;
  deleted_ms: number | null;
  file_name: string | null;
  file_path: string | null;
  file_digest: string | null;
  machines: number;
  pods: number;
  problems: number;
  thumbnail: string;
  recovered: number;
}

const columns = `d.id, d.name, d.created_ms, d.edited_ms, d.deleted_ms, d.file_name, d.file_path, d.file_digest,
  d.machines, d.pods, d.problems, d.thumbnail, coalesce(r.recovered, 0) AS recovered`;

/** Statements that read the library. */
export function designReads(db: ReadableDb) {
  const from = 'FROM designs d LEFT JOIN runs r ON r.design_id = d.id';
  return {
    all: db.read<Record<string, never>, DesignRow>(`SELECT ${columns} ${from} ORDER BY d.edited_ms DESC, d.id`),
    one: db.read<{ id: string }, DesignRow>(`SELECT ${columns} ${from} WHERE d.id = :id`),
    byFile: db.read<{ path: string; digest: string }, { id: string }>(
      'SELECT id FROM designs WHERE file_path = :path AND file_digest = :digest AND deleted_ms IS NULL ORDER BY edited_ms DESC LIMIT 1',
    ),
    names: db.read<Record<string, never>, { name: string }>('SELECT name FROM designs WHERE deleted_ms IS NULL'),
    text: db.read<{ id: string }, { text: string }>('SELECT text FROM topologies WHERE design_id = :id'),
  };
}

/** Statements that change the library. */
export function designWrites(db: WritableDb) {
  return {
    insert: db.write<{
      id: string; name: string; nowMs: number; fileName: string | null; filePath: string | null; fileDigest: string | null;
      machines: number; pods: number; problems: number; thumbnail: string;
    }>(`INSERT INTO designs (id, name, created_ms, edited_ms, file_name, file_path, file_digest, machines, pods, problems, thumbnail)
        VALUES (:id, :name, :nowMs, :nowMs, :fileName, :filePath, :fileDigest, :machines, :pods, :problems, :thumbnail)`),
    insertText: db.write<{ id: string; text: string }>('INSERT INTO topologies (design_id, text) VALUES (:id, :text)'),
    setText: db.write<{ id: string; text: string }>('UPDATE topologies SET text = :text WHERE design_id = :id'),
    setName: db.write<{ id: string; name: string; nowMs: number }>('UPDATE designs SET name = :name, edited_ms = :nowMs WHERE id = :id'),
    setSummary: db.write<{ id: string; machines: number; pods: number; problems: number; thumbnail: string }>(
      'UPDATE designs SET machines = :machines, pods = :pods, problems = :problems, thumbnail = :thumbnail WHERE id = :id',
    ),
    setFile: db.write<{ id: string; fileName: string; filePath: string; digest: string }>(
      'UPDATE designs SET file_name = :fileName, file_path = :filePath, file_digest = :digest WHERE id = :id',
    ),
    setDeleted: db.write<{ id: string; deletedMs: number | null }>('UPDATE designs SET deleted_ms = :deletedMs WHERE id = :id'),
  };
}
