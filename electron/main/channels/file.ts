import type { DesignFiles } from '../design-files.ts';
import type { MainHandlers } from './handlers.ts';

export function fileHandlers(files: DesignFiles): MainHandlers {
  return {
    'file.open': ({ path }) => files.open(path),
    'file.save': ({ designId, as }) => files.save(designId, as),
    'file.export': (request) => files.export(request),
    'compare.readFile': () => files.readForComparison(),
    'compare.save': (request) => files.saveComparison(request),
    'export.save': (request) => files.saveExport(request),
  };
}
