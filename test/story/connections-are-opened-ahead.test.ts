/** Each request has a connection of its own; those of the token and the first delivery are opened ahead. */

import tls from 'node:tls';
import { expect, it } from 'vitest';
import { createTransport } from '../../src/io/transport.ts';
import type { World } from '../../src/world.ts';
import { createAuthority } from '../support/certificates.ts';
import { startProxy } from '../support/fake-proxy.ts';
import { githubAnswers, startGithub } from '../support/github-server.ts';
import { hasProgram } from '../support/programs.ts';
import { setProxyEnvironment } from '../support/proxy-environment.ts';
import { type Behaviour, listen, ok } from '../support/raw-server.ts';
import { createSkippingClock } from '../support/skip.ts';
import { minimal, runStory } from '../support/story.ts';
