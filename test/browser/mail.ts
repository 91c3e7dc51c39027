/** Sends notifications like those of a real team. */

import type { Simulator } from '../../simulator/simulator.ts';
import { getToken, send } from '../simulator/support.ts';

type Notification = Readonly<Record<string, unknown>>;

/** Three that a team might send. */
export const realMail: readonly Notification[] = [
  {
    templateId: '5b0d9c1e-6f1a-4a53-9f8e-2f1f1a7e6c10',
    endUsersIds: ['ada@example.com', 'grace@example.com', 'linus@example.com'],
    notificationType: 'Popup',
    title: 'Deployment 1204 failed',
    runtimeTitle: 'Deployment of harbor failed',
    runtimeDescription:
      'integration-tests failed for “Keep berths in order of arrival” by Grace Hopper.',
    endAt: '2026-03-12 11:30',
    override: [
      { key: 'OPEN_RUN', value: 'https://github.com/acme/harbor/actions/runs/90210' },
      { key: 'RESULT', value: 'failure' },
    ],
  },
  {
    systemId: 'bcf4c7f5682b4aa6875a0fc9bdfa21ca',
    templateId: '7d1f0a52-93c6-4e0b-8b1d-5f6a2c9e4713',
    audiencesIds: ['e2b7c9d0-4f18-4c3a-9a56-0d8e71b3f264'],
    title: 'Maintenance 2026-03-14',
    runtimeTitle: 'Harbor is closed on Saturday night',
    runtimeDescription:
      'We are moving the database. Bookings are read-only from 22:00 to 23:30 UTC.',
    startAt: '2026-03-13 08:00',
    endAt: '2026-03-14 23:30',
  },
  {
    systemId: 'bcf4c7f5682b4aa6875a0fc9bdfa21ca',
    templateId: '1e5afe51-2d2a-4b22-a60a-cf2d6c01d726',
    audiencesIds: ['cf0bd4c1-86fd-4c79-a46a-c730d6789e63', '90a4d6e8-1b35-47f2-b0c9-6e2f8d7a5c14'],
    notificationType: 'Push',
    title: 'Release v4.7.0 of acme/harbor',
    runtimeTitle: 'Harbor 4.7 is out 🎉',
    runtimeDescription: 'Faster berth search, and captains can now sign in with a passkey.',
    endAt: '2026-03-19 09:00',
    override: [
      { key: 'VERSION', value: 'v4.7.0' },
      { key: 'READ_MORE', value: 'https://github.com/acme/harbor/releases/tag/v4.7.0' },
    ],
  },
];

/** Fetches a token, then sends the notifications one after the other, whatever the responses are. */
export async function sendMail(simulator: Simulator, mail: readonly Notification[]): Promise<void> {
  const token = await getToken(simulator);
  for (const notification of mail) {
    await send(simulator, token, { body: JSON.stringify({ notification }) });
  }
}
