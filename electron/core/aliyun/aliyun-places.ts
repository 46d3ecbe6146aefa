import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import { practiceHome, type Places } from '../places.ts';

/** `config.json` of the user; no variable moves it (protocol/aliyun.md §2.1). */
export function userAliyunConfig({ home }: Places): string {
  return `${home}/.aliyun/config.json`;
}

/** That of the practice cloud's own home. */
export function practiceAliyunConfig(places: Places): string {
  return `${practiceHome(places)}/.aliyun/config.json`;
}

/** The file that a session's tokens and profiles live in. */
export function aliyunConfigOf(session: Pick<AliyunSessionRecord, 'practice'>, places: Places): string {
  return session.practice ? practiceAliyunConfig(places) : userAliyunConfig(places);
}
