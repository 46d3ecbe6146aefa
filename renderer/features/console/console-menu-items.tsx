import { Ellipsis } from 'lucide-react';
import { findConsoleService } from '../../../shared/aws/console-services.ts';
import type { ConsolePlace } from '../../../shared/aws/console-urls.ts';
import type { Translate } from '../../../shared/i18n/translate.ts';
import type { MenuItem } from '../../components/menu.tsx';

/** What people go to most, a click away; everything else is in the sheet. */
const USUAL = ['ec2', 's3', 'lambda', 'logs', 'cloudformation', 'rds', 'iam'] as const;

/** The menu beside "Open console". */
export function consoleMenuItems(
  t: Translate,
  open: (place: ConsolePlace) => void,
  choose: () => void,
): readonly MenuItem[] {
  return [
    ...USUAL.flatMap((id): MenuItem[] => {
      const service = findConsoleService(id);
      return service === null
        ? []
        : [
            {
              id,
              label: service.name,
              onSelect: () => {
                open({ service: id });
              },
            },
          ];
    }),
    { id: 'other', label: t('console.other'), icon: <Ellipsis size={16} />, onSelect: choose },
  ];
}
