import { fieldsOf, itemsOf, textOf } from '../../fields.ts';
import { ageOf, nameOf } from '../cells.ts';
import { age, column, nameColumn, printer, wide } from '../table.ts';

/** RoleBinding and ClusterRoleBinding. */
export const roleBindingPrinter = printer(
  [nameColumn, column('Role'), age, wide('Users'), wide('Groups'), wide('ServiceAccounts')],
  (binding, nowMs) => {
    const role = fieldsOf(binding, 'roleRef');
    const subjects = itemsOf(binding, 'subjects');
    const names = (kind: string): string => subjects.filter((subject) => textOf(subject, 'kind') === kind)
      .map((subject) => (kind === 'ServiceAccount' ? `${textOf(subject, 'namespace')}/${textOf(subject, 'name')}` : textOf(subject, 'name')))
      .join(', ');
    return [
      nameOf(binding), `${textOf(role, 'kind')}/${textOf(role, 'name')}`, ageOf(binding, nowMs), names('User'), names('Group'),
      names('ServiceAccount'),
    ];
  },
);
