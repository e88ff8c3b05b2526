import { hoverTooltip, type Tooltip } from '@codemirror/view';
import type { Extension } from '@codemirror/state';
import type { ObjectSchema } from '../../../shared/kubernetes/schema/model.ts';
import { placeAt, typeLabel } from '../../../shared/kubernetes/schema/walk.ts';
import { pathAtOffset } from './yaml-outline.ts';

/** On a key: its type, whether it must be given, and what it means. */
export function schemaHover(schema: ObjectSchema, requiredWord: () => string): Extension {
  return hoverTooltip((view, offset): Tooltip | null => {
    const line = pathAtOffset(view.state.doc.toString(), offset);
    if (line?.key === undefined || offset > line.keyTo) return null;
    const place = placeAt(schema, line.path);
    if (place?.field === undefined || place.field.name !== line.key) return null;
    const { field } = place;
    return {
      pos: line.keyFrom, end: line.keyTo, above: true,
      create: () => {
        const dom = document.createElement('div');
        dom.className = 'yaml-doc';
        const add = (className: string, text: string, parent: HTMLElement = dom): HTMLElement => {
          const part = parent.appendChild(document.createElement('span'));
          part.className = className;
          part.textContent = text;
          return part;
        };
        const head = add('yaml-doc-name', '');
        add('', `${field.name} `, head);
        add('yaml-doc-type', typeLabel(field.type), head);
        if (field.required) add('yaml-doc-required', ` ${requiredWord()}`, head);
        if (field.description !== '') add('yaml-doc-text', field.description);
        return { dom };
      },
    };
  }, { hoverTime: 400 });
}
