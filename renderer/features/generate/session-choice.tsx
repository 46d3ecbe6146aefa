import type { SessionId } from '../../../shared/model/session.ts';
import { Field, SelectInput } from '../../components/field.tsx';
import { useAppState, useTranslate } from '../../state/services.tsx';

interface SessionChoiceProps {
  readonly value: SessionId;
  readonly onChange: (sessionId: SessionId) => void;
}

/** Which session is meant; nothing to choose where there is one. */
export function SessionChoice({ value, onChange }: SessionChoiceProps) {
  const t = useTranslate();
  const sessions = useAppState((state) =>
    state.sessions.map(({ record }) => ({ id: record.id, name: record.name })),
  );
  if (sessions.length < 2) return null;
  return (
    <Field label={t('profiles.generate.session')}>
      {(control) => (
        <SelectInput
          {...control}
          value={value}
          onChange={(event) => {
            const chosen = sessions.find(({ id }) => id === event.target.value);
            if (chosen !== undefined) onChange(chosen.id);
          }}
        >
          {sessions.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectInput>
      )}
    </Field>
  );
}
