import type { Fields } from '../../fields.ts';
import { fieldsOf, flagOf, isSet, itemsOf, textOf, textsOf } from '../../fields.ts';
import { ageOf, hasTrueAnnotation, nameOf } from '../cells.ts';
import { age, boolean, column, integer, nameColumn, printer } from '../table.ts';

/** The default class says so behind its name. */
function nameWithDefault(object: Fields, ...annotations: string[]): string {
  return hasTrueAnnotation(object, ...annotations) ? `${nameOf(object)} (default)` : nameOf(object);
}

export const storageClassPrinter = printer(
  [
    nameColumn, column('Provisioner'), column('ReclaimPolicy'), column('VolumeBindingMode'), column('AllowVolumeExpansion'), age,
  ],
  (storageClass, nowMs) => [
    nameWithDefault(storageClass, 'storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'),
    textOf(storageClass, 'provisioner'), textOf(storageClass, 'reclaimPolicy') || 'Delete',
    textOf(storageClass, 'volumeBindingMode') || 'Immediate', flagOf(storageClass, 'allowVolumeExpansion'), ageOf(storageClass, nowMs),
  ],
);

export const volumeAttributesClassPrinter = printer([nameColumn, column('DriverName'), age], (attributesClass, nowMs) => [
  nameWithDefault(attributesClass, 'volumeattributesclass.alpha.kubernetes.io/is-default-class'), textOf(attributesClass, 'driverName'),
  ageOf(attributesClass, nowMs),
]);

export const volumeAttachmentPrinter = printer(
  [nameColumn, column('Attacher', { format: 'name' }), column('PV'), column('Node'), boolean('Attached'), age],
  (attachment, nowMs) => {
    const spec = fieldsOf(attachment, 'spec');
    return [
      nameOf(attachment), textOf(spec, 'attacher'), textOf(fieldsOf(spec, 'source'), 'persistentVolumeName'), textOf(spec, 'nodeName'),
      flagOf(fieldsOf(attachment, 'status'), 'attached'), ageOf(attachment, nowMs),
    ];
  },
);

export const csiNodePrinter = printer([nameColumn, integer('Drivers'), age], (node, nowMs) => [
  nameOf(node), itemsOf(fieldsOf(node, 'spec'), 'drivers').length, ageOf(node, nowMs),
]);

export const csiDriverPrinter = printer(
  [
    nameColumn, boolean('AttachRequired'), boolean('PodInfoOnMount'), boolean('StorageCapacity'), column('TokenRequests'),
    boolean('RequiresRepublish'), column('Modes'), age,
  ],
  (driver, nowMs) => {
    const spec = fieldsOf(driver, 'spec');
    return [
      nameOf(driver), isSet(spec, 'attachRequired') ? flagOf(spec, 'attachRequired') : true, flagOf(spec, 'podInfoOnMount'),
      flagOf(spec, 'storageCapacity'),
      isSet(spec, 'tokenRequests') ? itemsOf(spec, 'tokenRequests').map((request) => textOf(request, 'audience')).join(',') : '<unset>',
      flagOf(spec, 'requiresRepublish'), textsOf(spec, 'volumeLifecycleModes').join(',') || '<none>', ageOf(driver, nowMs),
    ];
  },
);
