import { ok } from '../../../shared/result.ts';
import { addText } from '../add-text.ts';
import type { Handlers } from './handlers.ts';

export const designHandlers: Handlers = {
  'design.open': ({ designId }, controlPlane) => controlPlane.open(designId),
  'design.close'(_request, controlPlane) {
    controlPlane.close();
    return ok(undefined);
  },
  'design.resync'(_request, controlPlane) {
    controlPlane.pushList();
    return ok(undefined);
  },
  'design.edit'(edit, controlPlane) {
    const session = controlPlane.session();
    return session.ok ? session.value.edit(edit) : session;
  },
  'design.check'({ changes }, controlPlane) {
    const session = controlPlane.session();
    return session.ok ? session.value.check(changes) : session;
  },
  'design.undo'(_request, controlPlane) {
    const session = controlPlane.session();
    return session.ok ? session.value.undo() : session;
  },
  'design.redo'(_request, controlPlane) {
    const session = controlPlane.session();
    return session.ok ? session.value.redo() : session;
  },
  'design.text': ({ designId }, controlPlane) => controlPlane.textOf(designId),
  'export.preview': ({ designId, target }, controlPlane) => controlPlane.exportOf(designId, target),
  'design.markSaved': ({ designId, fileName, filePath }, controlPlane) => controlPlane.markSaved(designId, fileName, filePath),
  'design.addText'({ text, at }, controlPlane) {
    const session = controlPlane.session();
    return session.ok ? addText(session.value, text, at) : session;
  },
  'view.showSystem'({ shown }, controlPlane) {
    const session = controlPlane.session();
    if (!session.ok) return session;
    session.value.showSystem(shown);
    controlPlane.pushList();
    return ok(undefined);
  },
  'view.watchMachines'({ machines, pending }, controlPlane) {
    const session = controlPlane.session();
    if (session.ok) session.value.watchMachines(machines, pending);
    return ok(undefined);
  },
};
