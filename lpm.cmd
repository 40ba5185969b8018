@echo off
rem The Label Print Manager from a source tree: builds itself when it must, then runs.
rem SBS_JAVA_OPTIONS adds options for the JVM, separated by spaces.
setlocal DisableDelayedExpansion
call "%~dp0build\launch.cmd" "%~dp0." lpm %1
if errorlevel 1 exit /b 1
"%SBS_JAVA%\bin\java.exe" %SBS_OPTIONS% %SBS_JAVA_OPTIONS% -jar "%SBS_JAR%" %*
