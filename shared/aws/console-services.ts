/** A page of the console that has a short name. */
export interface ConsoleService {
  /** The short name, lower case. */
  readonly id: string;
  /** What the console calls it. */
  readonly name: string;
  /** Path below the console's host, with a fragment where the page needs one. */
  readonly path: string;
  /** Further short names. */
  readonly aliases: readonly string[];
}

/** `id | name | path | aliases` */
const table = `
accessanalyzer | IAM Access Analyzer | /access-analyzer/home | access-analyzer
acm | Certificate Manager | /acm/home | certificates certs
ami | EC2 images | /ec2/home#Images: | amis images
amplify | Amplify | /amplify/home |
apigateway | API Gateway | /apigateway/main/apis | apigw api agw
appconfig | AppConfig | /systems-manager/appconfig |
apprunner | App Runner | /apprunner/home |
appstream | AppStream 2.0 | /appstream2/home | appstream2
appsync | AppSync | /appsync/home | graphql
artifact | Artifact | /artifact/home |
asg | EC2 Auto Scaling groups | /ec2/home#AutoScalingGroups: | autoscaling
athena | Athena | /athena/home |
backup | Backup | /backup/home |
batch | Batch | /batch/home |
beanstalk | Elastic Beanstalk | /elasticbeanstalk/home | eb elasticbeanstalk
bedrock | Bedrock | /bedrock/home | genai
billing | Billing | /billing/home | bill
budgets | Budgets | /billing/home#/budgets | budget
chatbot | Chatbot | /chatbot/home |
cloud9 | Cloud9 | /cloud9/home | c9
cloudformation | CloudFormation | /cloudformation/home | cfn stacks
cloudfront | CloudFront | /cloudfront/v4/home | cf cdn
cloudhsm | CloudHSM | /cloudhsm/home | hsm
cloudmap | Cloud Map | /cloudmap/home | servicediscovery
cloudshell | CloudShell | /cloudshell/home | shell
cloudtrail | CloudTrail | /cloudtrailv2/home | trail ct
cloudwatch | CloudWatch | /cloudwatch/home | cw monitoring
codeartifact | CodeArtifact | /codesuite/codeartifact/repositories | ca
codebuild | CodeBuild | /codesuite/codebuild/projects | cb
codecommit | CodeCommit | /codesuite/codecommit/repositories | cc
codedeploy | CodeDeploy | /codesuite/codedeploy/applications | cd
codepipeline | CodePipeline | /codesuite/codepipeline/pipelines | cp pipelines
cognito | Cognito | /cognito/v2/home | userpools
computeoptimizer | Compute Optimizer | /compute-optimizer/home | compute-optimizer
config | Config | /config/home | awsconfig
connect | Connect | /connect/v2/app/instances |
controltower | Control Tower | /controltower/home | ct-landing control-tower
costexplorer | Cost Explorer | /costmanagement/home#/cost-explorer | ce costs cost
datasync | DataSync | /datasync/home |
detective | Detective | /detective/home |
directconnect | Direct Connect | /directconnect/v2/home | dx
directoryservice | Directory Service | /directoryservicev2/home | ds directory
dms | Database Migration Service | /dms/v2/home |
docdb | DocumentDB | /docdb/home | documentdb
dynamodb | DynamoDB | /dynamodbv2/home | ddb dynamo
ebs | EC2 volumes | /ec2/home#Volumes: | volumes
ec2 | EC2 | /ec2/home | vm
ecr | Elastic Container Registry | /ecr/repositories | registry
ecs | Elastic Container Service | /ecs/v2/clusters | containers
efs | Elastic File System | /efs/home |
eips | EC2 elastic IP addresses | /ec2/home#Addresses: | eip addresses
eks | Elastic Kubernetes Service | /eks/home | k8s kubernetes
elasticache | ElastiCache | /elasticache/home | redis memcached
elb | EC2 load balancers | /ec2/home#LoadBalancers: | alb nlb loadbalancers lb
emr | EMR | /emr/home | hadoop
eventbridge | EventBridge | /events/home | eb-events events
fis | Fault Injection Service | /fis/home | chaos
firehose | Data Firehose | /firehose/home | kinesisfirehose
fsx | FSx | /fsx/home |
globalaccelerator | Global Accelerator | /globalaccelerator/home | ga
glue | Glue | /gluestudio/home | etl
grafana | Managed Grafana | /grafana/home | amg
guardduty | GuardDuty | /guardduty/home | gd
iam | IAM | /iam/home | users roles policies
identitycenter | IAM Identity Center | /singlesignon/home | sso idc
imagebuilder | EC2 Image Builder | /imagebuilder/home |
inspector | Inspector | /inspector/v2/home |
instances | EC2 instances | /ec2/home#Instances: | servers
iot | IoT Core | /iot/home | iotcore
keypairs | EC2 key pairs | /ec2/home#KeyPairs: |
keyspaces | Keyspaces | /keyspaces/home | cassandra
kinesis | Kinesis Data Streams | /kinesis/home | streams
kms | Key Management Service | /kms/home | keys
lakeformation | Lake Formation | /lakeformation/home | lake
lambda | Lambda | /lambda/home | functions l
lex | Lex | /lexv2/home | bots
licensemanager | License Manager | /license-manager/home | license-manager
logs | CloudWatch log groups | /cloudwatch/home#logsV2:log-groups | cwlogs loggroups cwl
logsinsights | CloudWatch Logs Insights | /cloudwatch/home#logsV2:logs-insights | insights cwi
macie | Macie | /macie/home |
mediaconvert | MediaConvert | /mediaconvert/home |
medialive | MediaLive | /medialive/home |
memorydb | MemoryDB | /memorydb/home |
mgn | Application Migration Service | /mgn/home |
migrationhub | Migration Hub | /migrationhub/home | mh
mq | Amazon MQ | /amazon-mq/home | activemq rabbitmq
msk | Managed Streaming for Apache Kafka | /msk/home | kafka
mwaa | Managed Apache Airflow | /mwaa/home | airflow
neptune | Neptune | /neptune/home |
networkfirewall | Network Firewall | /vpcconsole/home#NetworkFirewalls: | nfw
networkmanager | Network Manager | /networkmanager/home | cloudwan
opensearch | OpenSearch Service | /aos/home | es elasticsearch aos
organizations | Organizations | /organizations/v2/home | org orgs
parameters | Parameter Store | /systems-manager/parameters | ps params parameterstore
polly | Polly | /polly/home |
prometheus | Managed Prometheus | /prometheus/home | amp
quotas | Service Quotas | /servicequotas/home | sq servicequotas limits
ram | Resource Access Manager | /ram/home |
rds | RDS | /rds/home | aurora databases
redshift | Redshift | /redshiftv2/home | dwh
rekognition | Rekognition | /rekognition/home |
resourceexplorer | Resource Explorer | /resource-explorer/home | rex
resourcegroups | Resource Groups | /resource-groups/home | rg
route53 | Route 53 | /route53/v2/home | r53 dns
s3 | S3 | /s3/home | buckets
sagemaker | SageMaker | /sagemaker/home | sm-ai ml
savingsplans | Savings Plans | /costmanagement/home#/savings-plans/overview | sp
scheduler | EventBridge Scheduler | /scheduler/home |
secretsmanager | Secrets Manager | /secretsmanager/listsecrets | sm secrets
securitygroups | EC2 security groups | /ec2/home#SecurityGroups: | sg
securityhub | Security Hub | /securityhub/home | hub
servicecatalog | Service Catalog | /servicecatalog/home | catalog sc
ses | Simple Email Service | /ses/home | email mail
sessionmanager | Session Manager | /systems-manager/session-manager |
shield | Shield | /wafv2/shieldv2 |
snapshots | EC2 snapshots | /ec2/home#Snapshots: |
sns | Simple Notification Service | /sns/v3/home | topics
sqs | Simple Queue Service | /sqs/v3/home | queues
ssm | Systems Manager | /systems-manager/home | systemsmanager mgr
stepfunctions | Step Functions | /states/home | sfn states statemachines
storagegateway | Storage Gateway | /storagegateway/home | sgw
subnets | VPC subnets | /vpcconsole/home#subnets: |
support | Support | /support/home | cases
synthetics | CloudWatch canaries | /cloudwatch/home#synthetics:canary/list | canaries
tageditor | Tag Editor | /resource-groups/tag-editor | tags
textract | Textract | /textract/home |
timestream | Timestream | /timestream/home | ts
transfer | Transfer Family | /transfer/home | sftp
transitgateways | VPC transit gateways | /vpcconsole/home#TransitGateways: | tgw
trustedadvisor | Trusted Advisor | /trustedadvisor/home | ta
verifiedaccess | VPC Verified Access | /vpcconsole/home#VerifiedAccessInstances: |
vpc | VPC | /vpcconsole/home | network vpcs
vpn | VPC VPN connections | /vpcconsole/home#VpnConnections: |
waf | WAF | /wafv2/homev2 | firewall
wellarchitected | Well-Architected Tool | /wellarchitected/home | wa
workspaces | WorkSpaces | /workspaces/v2/home | ws
xray | X-Ray traces | /cloudwatch/home#xray:traces/query | traces
`;

/** Pages of the console by short name, in the order of these. Not every service is in every region or partition. */
export const consoleServices: readonly ConsoleService[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [id = '', name = '', path = '', aliases = ''] = line.split('|').map((cell) => cell.trim());
    return { id, name, path, aliases: aliases === '' ? [] : aliases.split(' ') };
  });

/** The service of a short name, an alias or its whole name, in any case; null where it is none of these. */
export function findConsoleService(text: string): ConsoleService | null {
  const wanted = text.trim().toLowerCase();
  return (
    consoleServices.find(({ id }) => id === wanted) ??
    consoleServices.find(({ name, aliases }) => aliases.includes(wanted) || name.toLowerCase() === wanted) ??
    null
  );
}
