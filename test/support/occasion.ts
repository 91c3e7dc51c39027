/** What happens in a run of a workflow, and what came before it. */

import type { World } from '../../src/world.ts';
import type { WorkflowRun } from './github-answers.ts';
import type { Status } from './runner-expressions.ts';
import type { WorkflowEvent } from './workflow-event.ts';

type Texts = Readonly<Record<string, string>>;

/** What happens in a run of a workflow. */
export interface Occasion extends WorkflowEvent {
  /** How the own work of a job ends, by the ID of the job, if it does not succeed. */
  readonly results?: Readonly<Record<string, Status>>;
  /** Whether the run is cancelled. */
  readonly cancelled?: boolean;
  /** Replaces the secrets, for example by none on a fork. */
  readonly secrets?: Texts;
  readonly vars?: Texts;
  /** Outputs of steps of other actions, by the ID of the step. */
  readonly outputs?: Readonly<Record<string, Texts>>;
  /** As `outputs`, where the steps run for real on act and end the same. */
  readonly standIns?: Readonly<Record<string, Texts>>;
  readonly world?: Partial<World>;
  /** What GitHub's API knows, if the workflow asks it. */
  readonly past?: Past;
}

/** What came before a run. */
export interface Past {
  /** Earlier runs of the workflow. One that succeeded by default. */
  readonly runs?: readonly WorkflowRun[];
  /** How the earlier attempts of this run ended. Each failed by default. */
  readonly attempts?: readonly string[];
}
