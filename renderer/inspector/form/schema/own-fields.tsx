import type { ComponentType } from 'react';
import { MachineTypeField } from '../../../machine-types/MachineTypeField.tsx';
import { useEditing } from '../editing.ts';
import { getIn, type Path } from '../set-in.ts';

interface OwnFieldProps {
  path: Path;
  name: string;
}

/** The machines of a node group, in whichever of its zones. */
function GroupType({ path, name }: OwnFieldProps) {
  const { value } = useEditing();
  const zones = getIn(value, [...path.slice(0, -1), 'zones']);
  return <MachineTypeField path={path} label={name} zones={Array.isArray(zones) ? zones.map(String) : []} />;
}

/** Fields that have a widget of their own, by type and name; all others have that of their type. */
export const ownFields: Readonly<Record<string, ComponentType<OwnFieldProps>>> = { 'NodeGroupSpec.type': GroupType };
