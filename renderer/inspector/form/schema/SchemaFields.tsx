import type { FieldSchema, ObjectSchema, ScalarSchema } from '../../../../shared/kubernetes/schema/model.ts';
import { number, quantity, required, wholeNumber, type Check } from '../checks.ts';
import { ChoiceField, NumberField, SwitchField, TextField } from '../fields.tsx';
import { KeyValueEditor } from '../KeyValueEditor.tsx';
import { ProbeFields } from '../ProbeFields.tsx';
import { Resources } from '../Resources.tsx';
import type { Path } from '../set-in.ts';
import { ObjectItems, ScalarItems } from './SchemaItems.tsx';
import { ownFields } from './own-fields.tsx';
import { SchemaGroup } from './SchemaGroup.tsx';

interface SchemaFieldsProps {
  type: ObjectSchema;
  path: Path;
  /** Only these, in this order. Absent: all. */
  only?: readonly string[] | undefined;
  without?: readonly string[] | undefined;
}

/** The fields of an object, as its schema lists them. */
export function SchemaFields({ type, path, only, without = [] }: SchemaFieldsProps) {
  const names = only ?? [...type.fields.keys()].filter((name) => !without.includes(name));
  return (
    <div className="form">
      {names.map((name) => {
        const field = type.fields.get(name);
        const Own = ownFields[`${type.name}.${name}`];
        if (field && Own) return <Own key={name} path={[...path, name]} name={name} />;
        return field && <SchemaField key={name} field={field} path={[...path, name]} />;
      })}
    </div>
  );
}

interface SchemaFieldProps {
  field: FieldSchema;
  path: Path;
}

/** The widget of one field of the API's schema: a line, a choice, key and value, a list, or a group of more fields. */
function SchemaField({ field, path }: SchemaFieldProps) {
  const { type, name } = field;
  if (type.kind === 'scalar') return <ScalarField field={field} type={type} path={path} />;
  if (type.kind === 'map') {
    const isQuantity = type.values.kind === 'scalar' && type.values.scalar === 'quantity';
    if (type.values.kind !== 'scalar') return null;
    return <KeyValueEditor path={path} title={name} checkValue={isQuantity ? quantity : anyText} checkKey={required} />;
  }
  if (type.kind === 'list') {
    if (type.items.kind === 'scalar') return <ScalarItems path={path} title={name} hint={field.description} type={type.items} />;
    const { items } = type;
    if (items.kind !== 'object') return null;
    return (
      <ObjectItems path={path} title={name} hint={field.description} type={items}>
        {(at) => <SchemaFields type={items} path={at} />}
      </ObjectItems>
    );
  }
  if (type.name === 'Probe') return <ProbeFields path={path} title={name} />;
  if (type.name === 'ResourceRequirements') return <Resources path={path} />;
  return (
    <SchemaGroup path={path} title={name} hint={field.description} isRemovable={field.pointer}>
      <SchemaFields type={type} path={path} />
    </SchemaGroup>
  );
}

/** The API judges: a percentage here, the name of a port there. */
const anyText: Check = () => undefined;
const signed = wholeNumber(-2_147_483_648);

function ScalarField({ field: { name, description, required: isRequired }, type, path }: SchemaFieldProps & { type: ScalarSchema }) {
  const shared = { path, label: name, title: description === '' ? undefined : description };
  if (type.values !== undefined) return <ChoiceField {...shared} choices={type.values} />;
  switch (type.scalar) {
    case 'bool':
      return <SwitchField {...shared} />;
    case 'int32':
    case 'int64':
      return <NumberField {...shared} check={signed} unit={name.endsWith('Seconds') ? 's' : undefined} />;
    case 'float64':
      return <NumberField {...shared} check={number} />;
    case 'intOrString':
      return <NumberField {...shared} check={anyText} textAllowed />;
    case 'quantity':
      return <TextField {...shared} check={quantity} />;
    case 'raw':
      return null;
    default:
      return <TextField {...shared} check={isRequired ? required : undefined} />;
  }
}

