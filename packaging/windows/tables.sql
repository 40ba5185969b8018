INSERT INTO `InstallExecuteSequence` (`Action`,`Sequence`) VALUES ('WriteEnvironmentStrings', 5201)
INSERT INTO `InstallExecuteSequence` (`Action`,`Sequence`) VALUES ('RemoveEnvironmentStrings', 3301)
UPDATE `InstallExecuteSequence` SET `Sequence` = 1501 WHERE `Action` = 'RemoveExistingProducts'
UPDATE `Property` SET `Value` = 'WIX_DOWNGRADE_DETECTED;WIX_UPGRADE_DETECTED;AUTOSTART;PURGE' WHERE `Property` = 'SecureCustomProperties'
UPDATE `CustomAction` SET `Type` = 3410 WHERE `Action` = 'SetupResume'
UPDATE `CustomAction` SET `Type` = 3410 WHERE `Action` = 'SetupUndo'
