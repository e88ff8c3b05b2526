import type { Library } from '../library.ts';
import type { Handlers } from './handlers.ts';

/** Handlers of the library's channels. */
export function libraryHandlers(library: Library): Handlers {
  return {
    'library.list': () => library.list(),
    'library.create': ({ name, sample }) => library.create(name, sample),
    'library.importText': (imported) => library.importText(imported),
    'library.rename': ({ designId, name }) => library.rename(designId, name),
    'library.duplicate': ({ designId }) => library.duplicate(designId),
    'library.delete': ({ designId }) => library.delete(designId),
    'library.undelete': ({ designId }) => library.undelete(designId),
    'library.revisions': ({ designId }) => library.revisions(designId),
    'library.restoreRevision': ({ designId, revision }) => library.restoreRevision(designId, revision),
  };
}
