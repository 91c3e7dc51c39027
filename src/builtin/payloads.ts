/** The ready-made payload files, as text. Loaded when `payload-file` names one. */

const release = `# A release, or a run on a tag. The template needs the placeholder ###URL###.
notification:
  title: >-
    \${{ format('{0} #{1} (release)', github.repository, github.run_number) }}
  runtimeTitle: >-
    \${{ format('{0}: {1} is out', github.repository,
    github.event.release.name || github.event.release.tag_name
    || github.ref_type == 'tag' && github.ref_name || 'a new release') }}
  runtimeDescription: >-
    \${{ truncate(plainText(github.event.release.body), 200)
    || format('Published by {0}', github.event.release.author.login || github.actor) }}
  override:
    URL: >-
      \${{ github.event.release.html_url
      || github.ref_type == 'tag'
      && format('{0}/{1}/releases/tag/{2}', github.server_url, github.repository, github.ref_name)
      || format('{0}/{1}/releases', github.server_url, github.repository) }}
`;

const deployment = `# A deployment status, or else this job and those in \`needs\`. The template needs ###URL###.
# A job names its environment by \`env: { ENVIRONMENT: production }\`.
notification:
  title: >-
    \${{ format('{0} #{1} (deployment)', github.repository, github.run_number) }}
  runtimeTitle: >-
    \${{ format('Deployment of {0} {1} ({2})', github.repository,
    fromJSON('{
      "success": "succeeded", "failure": "failed", "error": "failed", "cancelled": "was cancelled",
      "skipped": "was skipped", "inactive": "is inactive"
    }')[
      github.event.deployment_status.state
      || needs && contains(needs.*.result, 'failure') && 'failure'
      || job.status != 'success' && job.status
      || needs && join(needs.*.result) && overallResult(needs) || job.status
    ] || 'is in progress',
    github.event.deployment_status.environment || github.event.deployment.environment
    || github.event.inputs.environment || env.ENVIRONMENT
    || format('{0} #{1}', github.workflow, github.run_number)) }}
  runtimeDescription: >-
    \${{ format('{0} ({1}) by {2}', github.event.deployment.ref || github.head_ref || github.ref_name,
    short(github.event.deployment.sha || github.event.pull_request.head.sha || github.sha),
    github.event.deployment.creator.login || github.actor) }}
  override:
    URL: >-
      \${{ github.event.deployment_status.state == 'success'
      && github.event.deployment_status.environment_url
      || github.event.deployment_status.log_url
      || format('{0}/{1}/actions/runs/{2}', github.server_url, github.repository, github.run_id) }}
`;

const result = `# The run that a \`workflow_run\` event is about, or else this job and those in \`needs\`.
# \`github-token\` adds the failed jobs of the run. The template needs ###URL###.
notification:
  title: >-
    \${{ format('{0} #{1} (result)', github.repository, github.run_number) }}
  runtimeTitle: >-
    \${{ format('{0}: {1} #{2} {3}', github.repository,
    github.event_name == 'workflow_run' && github.event.workflow_run.name || github.workflow,
    github.event_name == 'workflow_run' && github.event.workflow_run.run_number || github.run_number,
    fromJSON('{
      "success": "passed", "failure": "failed", "timed_out": "failed", "startup_failure": "failed",
      "cancelled": "was cancelled", "skipped": "was skipped",
      "requested": "is queued", "in_progress": "is in progress"
    }')[
      github.event_name == 'workflow_run'
      && (github.event.workflow_run.conclusion || github.event.action)
      || needs && contains(needs.*.result, 'failure') && 'failure'
      || job.status != 'success' && job.status
      || needs && join(needs.*.result) && overallResult(needs) || job.status
    ] || 'ended') }}
  runtimeDescription: >-
    \${{ needs && contains(needs.*.result, 'failure')
    && format('Failed: {0}. ', jobsWithResult(needs, 'failure')) || ''
    }}\${{ run && !(needs && contains(needs.*.result, 'failure')) && run.failed[0]
    && format('Failed: {0}. ', join(run.failed.*.name, ', ')) || ''
    }}\${{ format('{0} ({1}{2})', firstLine(
      github.event.head_commit.message || github.event.workflow_run.head_commit.message
      || github.event.merge_group.head_commit.message || github.event.pull_request.title
      || fromJSON('{"schedule": "On schedule", "workflow_dispatch": "Started manually"}')[github.event_name]
      || github.event_name
    ),
    github.event_name == 'workflow_run'
    && (github.event.workflow_run.triggering_actor.login || github.event.workflow_run.actor.login)
    || github.triggering_actor || github.actor,
    github.event_name == 'workflow_run' && github.event.workflow_run.run_attempt > 1
    && format(', attempt {0}', github.event.workflow_run.run_attempt)
    || github.event_name != 'workflow_run' && github.run_attempt > 1
    && format(', attempt {0}', github.run_attempt) || '') }}
  override:
    URL: >-
      \${{ github.event_name == 'workflow_run' && github.event.workflow_run.html_url
      || format('{0}/{1}/actions/runs/{2}', github.server_url, github.repository, github.run_id) }}
`;

/** Each ready-made payload file by its name, as in `builtin:release`. */
export const builtinPayloads: Readonly<Record<string, string>> = { release, deployment, result };
