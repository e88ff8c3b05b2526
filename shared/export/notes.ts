/**
 * What a target cannot say of a design, or what had to be chosen because the target asks for it and the design is silent. A new one is a line here and its words in
 * `note-words.ts` and in the catalogues of the window's other languages.
 */
export const exportNoteCodes = [
  // What only a simulation has.
  'TrafficLeftOut', 'FaultsLeftOut', 'ImageBehaviourLeftOut',
  // Manifests.
  'MachinesLeftOut', 'NodeGroupsLeftOut', 'ServerMadeLeftOut', 'ServerFieldsLeftOut', 'UnknownFieldsLeftOut', 'DefinitionsFirst', 'ManifestsApart',
  // Machines.
  'AddonsKept', 'AddonsLeftOut', 'ControlPlaneAdded', 'ControlPlaneMissing', 'NamesNotKept', 'SizesNotKept', 'NodeNetworkNotKept', 'GroupsFixed', 'LabelsRefused', 'EgressNotKept', 'SingleNodeUntainted',
  'LoadBalancersPending', 'EndpointToProvide', 'ValuesToFillIn', 'PodNetworkToInstall', 'GroupMachinesJoin',
  // Amazon EKS.
  'ControlPlaneManaged', 'RegionChosen', 'ZonesRenamed', 'ZonesAdded', 'TypesChanged', 'AutoscalerToInstall', 'NodeNetworkChanged', 'ServiceNetworkNotKept', 'PodsInVpc',
  'NodesCutOff', 'AccountLimitsLeftOut',
] as const;
export type ExportNoteCode = (typeof exportNoteCodes)[number];

export interface ExportNote {
  code: ExportNoteCode;
  /** What it is about: names of machines, groups, objects (`Kind namespace/name`) or fields, in the order of the design. May be empty. */
  subjects: string[];
  /** A value that was chosen, where the note tells one. */
  value?: string;
}

/** A note, unless there is nothing that it would be about. */
export function noteAbout(code: ExportNoteCode, subjects: readonly string[], value?: string): ExportNote[] {
  return subjects.length === 0 ? [] : [{ code, subjects: [...subjects], ...(value === undefined ? {} : { value }) }];
}
