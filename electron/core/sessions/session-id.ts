import type { SessionId } from '../../../shared/model/session.ts';
import type { Random } from '../ports.ts';

/** A fresh id: 16 hexadecimal digits. */
export function newSessionId(random: Random): SessionId {
  return Array.from(random.bytes(8), (byte) => byte.toString(16).padStart(2, '0')).join('') as SessionId;
}
