import { FileInput, HandGrab, Unlink } from 'lucide-react';
import type { SessionRecord } from '../../../shared/model/session.ts';
import type { MenuItem } from '../../components/menu.tsx';
import { useAppState, useBridge, useTranslate } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';

const SIZE = 16;

/** What can be done about a session's section of the config file. */
export function useSectionItems({ id: sessionId, name }: SessionRecord): readonly MenuItem[] {
  const t = useTranslate();
  const bridge = useBridge();
  const toasts = useToasts();
  const section = useAppState((state) => state.sections[sessionId] ?? null);
  if (section === null) return [];
  const setManaged = async (managed: boolean) => {
    const target = { type: 'session', name } as const;
    const reply = managed ? await bridge.found.manage(target) : await bridge.found.letGo(target);
    if (reply.ok) toasts.done(t(managed ? 'found.section.managedDone' : 'found.section.letGoDone', { name }));
    else toasts.failed(reply.error);
  };
  const follow = async () => {
    const reply = await bridge.found.followFile({ sessionId });
    if (reply.ok) toasts.done(t('found.section.followed', { name }));
    else toasts.failed(reply.error);
  };
  const items: MenuItem[] = [];
  if (section.problem?.code === 'config.session-differs') {
    items.push({
      id: 'follow-file',
      label: t('found.section.follow'),
      icon: <FileInput size={SIZE} />,
      onSelect: () => void follow(),
    });
  }
  if (section.owner === 'foreign') {
    items.push({
      id: 'manage-section',
      label: t('found.section.manage'),
      icon: <HandGrab size={SIZE} />,
      onSelect: () => void setManaged(true),
    });
  }
  if (section.owner === 'managed') {
    items.push({
      id: 'let-go-section',
      label: t('found.section.letGo'),
      icon: <Unlink size={SIZE} />,
      onSelect: () => void setManaged(false),
    });
  }
  return items;
}
