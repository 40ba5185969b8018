@echo off
rem SBS from a source tree: builds itself when it must, then runs.
rem SBS_JAVA_OPTIONS adds options for the JVM, separated by spaces.
setlocal
call "%~dp0build\launch.cmd" "%~dp0." sbs %*
exit /b %ERRORLEVEL%
