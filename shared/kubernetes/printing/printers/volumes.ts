/** Volumes and claims. Source: printPersistentVolume, printPersistentVolumeClaim. */
import type { Fields } from '../../fields.ts';
import { fieldsOf, optionalFields, optionalText, textMapOf, textOf, textsOf } from '../../fields.ts';
import { ageOf, isDeleting, nameOf, quantityText } from '../cells.ts';
import { age, column, nameColumn, printer, wide } from '../table.ts';

const modeNames: readonly (readonly [string, string])[] = [
  ['ReadWriteOnce', 'RWO'], ['ReadOnlyMany', 'ROX'], ['ReadWriteMany', 'RWX'], ['ReadWriteOncePod', 'RWOP'],
];

/** `RWO,ROX`: each mode once, in this order. */
function accessModesText(owner: Fields): string {
  const modes = textsOf(owner, 'accessModes');
  return modeNames.filter(([mode]) => modes.includes(mode)).map(([, short]) => short).join(',');
}

function phaseOf(object: Fields): string {
  return isDeleting(object) ? 'Terminating' : textOf(fieldsOf(object, 'status'), 'phase');
}

/** The annotation of before there was a field wins. */
function storageClassText(object: Fields): string {
  const annotation = textMapOf(fieldsOf(object, 'metadata'), 'annotations')['volume.beta.kubernetes.io/storage-class'];
  return annotation ?? textOf(fieldsOf(object, 'spec'), 'storageClassName');
}

export const persistentVolumePrinter = printer(
  [
    nameColumn, column('Capacity'), column('Access Modes'), column('Reclaim Policy'), column('Status'), column('Claim'),
    column('StorageClass'), column('VolumeAttributesClass'), column('Reason'), age, wide('VolumeMode'),
  ],
  (volume, nowMs) => {
    const spec = fieldsOf(volume, 'spec');
    const claim = optionalFields(spec, 'claimRef');
    return [
      nameOf(volume), quantityText(fieldsOf(spec, 'capacity'), 'storage'), accessModesText(spec), textOf(spec, 'persistentVolumeReclaimPolicy'),
      phaseOf(volume), claim ? `${textOf(claim, 'namespace')}/${textOf(claim, 'name')}` : '', storageClassText(volume),
      optionalText(spec, 'volumeAttributesClassName') ?? '<unset>', textOf(fieldsOf(volume, 'status'), 'reason'), ageOf(volume, nowMs),
      optionalText(spec, 'volumeMode') ?? '<unset>',
    ];
  },
);

export const persistentVolumeClaimPrinter = printer(
  [
    nameColumn, column('Status'), column('Volume'), column('Capacity'), column('Access Modes'), column('StorageClass'),
    column('VolumeAttributesClass'), age, wide('VolumeMode'),
  ],
  (claim, nowMs) => {
    const [spec, status] = [fieldsOf(claim, 'spec'), fieldsOf(claim, 'status')];
    const volume = textOf(spec, 'volumeName');
    return [
      nameOf(claim), phaseOf(claim), volume, volume === '' ? '' : quantityText(fieldsOf(status, 'capacity'), 'storage'),
      volume === '' ? '' : accessModesText(status), storageClassText(claim), optionalText(spec, 'volumeAttributesClassName') ?? '<unset>',
      ageOf(claim, nowMs), optionalText(spec, 'volumeMode') ?? '<unset>',
    ];
  },
);
